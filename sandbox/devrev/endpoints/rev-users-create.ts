import { idOf } from '../http/input.ts';
import { badField } from '../http/problems.ts';
import type { Call, Route } from '../http/route.ts';
import { rememberBefore } from '../objects/before-image.ts';
import { checkCustomFields } from '../objects/custom-fields.ts';
import type { ContactRecord } from '../objects/records.ts';
import { showContact } from '../objects/show-contact.ts';
import { newContact, putContact } from '../objects/store.ts';
import { isTaken, refuseTaken } from '../objects/taken-values.ts';
import { CONTACT_FIELDS, saidOf } from './contact-fields.ts';

/** A workspace can be said here and nowhere else; custom fields are taken in beta alone. */
export const revUsersCreate: Route = {
  write: true,
  scopes: ['rev_user:write', 'rev_user:all'],
  fields: { rev_org: 'id', ...CONTACT_FIELDS },
  required: [],
  handle(call) {
    const { view, input, core, beta } = call;
    if (!beta && input.custom_fields !== undefined) throw badField('invalid_field', 'custom_fields');
    const { requiredCustomFields: required, requiredFieldsCheck: check } = core.settings;
    checkCustomFields({ input, required, check, current: {} });
    const workspace = workspaceOf(call);
    refuseTaken({ call, id: '', workspace });
    const contact = asked({ call, workspace });
    return {
      kind: 'update',
      apply: (cause) => make({ call, contact, cause }),
      reply: () => ({
        status: 201,
        body: { rev_user: showContact({ view, contact, settings: core.settings, beta }) },
      }),
    };
  },
};

function workspaceOf({ input, view }: Call): string {
  if (input.rev_org === undefined) return '';
  const id = idOf({ input, name: 'rev_org', kinds: ['revo'], org: view.org });
  if (view.workspace(id) === undefined) throw badField('invalid_id', 'rev_org');
  return id;
}

/** Its id is given out when it is asked for, also where it is made later or never. */
function asked({ call, workspace }: { call: Call; workspace: string }): ContactRecord {
  const { input, core, caller } = call;
  core.store.contactsAsked += 1;
  const id = `REVU-${1_000_000 + core.store.contactsAsked}`;
  const { displayName = '', externalRef, ...said } = saidOf({ input, current: {} });
  const at = new Date().toISOString();
  const contact = newContact({
    ordinal: core.store.contacts.size + 1,
    contact: {
      id,
      email: '',
      displayName,
      fullName: displayName,
      externalRef: externalRef || id,
      workspace,
      isVerified: core.settings.createdVerified,
      phoneNumbers: [],
      customFields: {},
      createdAt: at,
      modifiedAt: at,
      modifiedBy: caller.user,
    },
  });
  return { ...contact, ...said };
}

/** What was free when it was asked for may be taken when its time comes. */
function make(options: {
  call: Call;
  contact: ContactRecord;
  cause: { requestId: string; fault: string | null };
}): void {
  const { call, contact, cause } = options;
  const { store, settings, effects } = call.core;
  if (isTaken({ contacts: store.contacts.values(), settings, claim: contact })) {
    effects.append({ kind: 'create-ignored', actor: 'api', ...cause, contact: contact.id, reason: 'a value is taken' });
    return;
  }
  rememberBefore({ store, contacts: [contact.id] });
  putContact({ store, contact: { ...contact, ordinal: store.contacts.size + 1 } });
  effects.append({ kind: 'create', actor: 'api', ...cause, contact: contact.id });
}
