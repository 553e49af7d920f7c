import { idOf } from '../http/input.ts';
import { badField, notFound, refuseBeta, routeNotFound } from '../http/problems.ts';
import type { Call } from '../http/route.ts';
import { isAlive } from './records.ts';
import { putContact } from './store.ts';

/** The living contact whose associations are asked for, which only those do who ask for what is in beta, and where the organization has them. */
export function associatedContact({ view, input, core, beta }: Call): string {
  if (!beta) throw routeNotFound();
  refuseBeta(core.settings.betaKinds);
  if (core.settings.betaKinds === '400') throw badField('invalid_field', 'rev_user_id');
  const id = idOf({ input, name: 'rev_user_id', kinds: ['revu'], org: view.org });
  if (!isAlive(view.contact(id))) throw notFound();
  return id;
}

/** What changes nothing is a success without an effect. */
export function setAssociations(options: {
  call: Call;
  id: string;
  change: (now: readonly string[]) => string[];
  cause: { requestId: string; fault: string | null };
}): void {
  const { call, id, change, cause } = options;
  const { store, effects } = call.core;
  const contact = store.contacts.get(id);
  if (!isAlive(contact)) return;
  const before = contact.associations ?? [];
  const associations = change(before);
  if (JSON.stringify(associations) === JSON.stringify(before)) return;
  const modified = { modifiedAt: new Date().toISOString(), modifiedBy: call.caller.user };
  putContact({ store, contact: { ...contact, associations, ...modified } });
  const changed = { associations: { before, after: associations } };
  effects.append({ kind: 'update', actor: 'api', ...cause, contact: id, changed });
}
