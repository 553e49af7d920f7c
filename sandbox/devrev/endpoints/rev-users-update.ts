import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import type { Call, Route } from '../http/route.ts';
import { checkCustomFields } from '../objects/custom-fields.ts';
import { type ContactRecord, isAlive } from '../objects/records.ts';
import { describe, showContact } from '../objects/show-contact.ts';
import { putContact } from '../objects/store.ts';
import { refuseTaken } from '../objects/taken-values.ts';
import { CONTACT_FIELDS, saidOf } from './contact-fields.ts';

export const revUsersUpdate: Route = {
  write: true,
  scopes: ['rev_user:write', 'rev_user:all'],
  fields: { id: 'id', ...CONTACT_FIELDS },
  required: ['id'],
  handle(call) {
    const { view, input, core, beta } = call;
    const id = idOf({ input, name: 'id', kinds: ['revu'], org: view.org });
    if (!isAlive(view.contact(id))) throw notFound();
    checkCustomFields({
      input,
      required: core.settings.requiredCustomFields,
      check: core.settings.requiredFieldsCheck,
      current: view.contact(id)?.customFields ?? {},
    });
    refuseTaken({ call, id, workspace: view.contact(id)?.workspace ?? '' });
    return {
      kind: 'update',
      apply: (cause) => apply({ call, id, cause }),
      reply() {
        const contact = view.contact(id);
        if (contact === undefined) throw notFound();
        return { status: 200, body: { rev_user: showContact({ view, contact, settings: core.settings, beta }) } };
      },
    };
  },
};

/** Changes the fields that differ; what changes nothing is a success without an effect. */
function apply({
  call,
  id,
  cause,
}: {
  call: Call;
  id: string;
  cause: { requestId: string; fault: string | null };
}): void {
  const { input, core, caller } = call;
  const contact = core.store.contacts.get(id);
  if (!isAlive(contact)) return;
  const changed: Record<string, { before: unknown; after: unknown }> = {};
  for (const [field, after] of Object.entries(saidOf({ input, current: contact.customFields }))) {
    const before = field === 'description' ? describe(contact) : contact[field as keyof ContactRecord];
    if (JSON.stringify(after) !== JSON.stringify(before)) changed[field] = { before, after };
  }
  if (Object.keys(changed).length === 0) return;
  const patch = Object.fromEntries(Object.entries(changed).map(([field, { after }]) => [field, after]));
  const modified = { modifiedAt: new Date().toISOString(), modifiedBy: caller.user };
  const rewritten = 'description' in patch ? { mergedFrom: [] } : {};
  putContact({ store: core.store, contact: { ...contact, ...patch, ...rewritten, ...modified } });
  core.effects.append({ kind: 'update', actor: 'api', ...cause, contact: id, changed });
}
