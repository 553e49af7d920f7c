import { idOf } from '../http/input.ts';
import { badRequest, notFound } from '../http/problems.ts';
import type { Call, Route } from '../http/route.ts';
import { type ContactRecord, isAlive } from '../objects/records.ts';
import { putContact } from '../objects/store.ts';

export const revUsersMerge: Route = {
  write: true,
  scopes: ['rev_user:all'],
  fields: { primary_user: 'id', secondary_user: 'id' },
  required: ['primary_user', 'secondary_user'],
  handle(call) {
    const primary = existing({ call, name: 'primary_user' });
    const duplicate = existing({ call, name: 'secondary_user' });
    if (primary.id === duplicate.id) {
      if (call.core.settings.selfMergeDestroys) destroy({ call, contact: primary });
      throw badRequest('Cannot merge a user with itself');
    }
    if (primary.isVerified !== duplicate.isVerified && call.core.settings.mixedVerified === 'refuse') {
      throw badRequest('Cannot merge a verified with an unverified user');
    }
    return { kind: 'merge', primary: primary.id, duplicate: duplicate.id, reply: { status: 200, body: {} } };
  },
};

function existing({ call, name }: { call: Call; name: string }): ContactRecord {
  const { view, input } = call;
  const contact = view.contact(idOf({ input, name, kinds: ['revu'], org: view.org }));
  if (!isAlive(contact)) throw notFound();
  return contact;
}

function destroy({ call, contact }: { call: Call; contact: ContactRecord }): void {
  putContact({ store: call.core.store, contact: { ...contact, deleted: true } });
  call.core.effects.append({
    kind: 'self-merge',
    actor: 'api',
    requestId: call.requestId,
    fault: null,
    contact: contact.id,
  });
}
