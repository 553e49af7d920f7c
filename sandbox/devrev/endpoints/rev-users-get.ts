import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import { type Call, type Outcome, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { toDon } from '../objects/ids.ts';
import { type ContactRecord, isAlive } from '../objects/records.ts';
import { showContact } from '../objects/show-contact.ts';
import { showUser } from '../objects/show-user.ts';

export const revUsersGet: Route = {
  write: false,
  scopes: readScopes('rev_user'),
  fields: { id: 'id' },
  required: ['id'],
  handle(call) {
    const { view, input, core, beta } = call;
    const contact = view.contact(idOf({ input, name: 'id', kinds: ['revu'], org: view.org }));
    if (contact === undefined) throw notFound();
    if (!isAlive(contact)) return gone({ call, contact });
    return read({ rev_user: showContact({ view, contact, settings: core.settings, beta }) });
  },
};

/** What is left of a contact that was merged away or deleted, in the mode that is switched on. */
function gone({ call, contact }: { call: Call; contact: ContactRecord }): Outcome {
  const { view, core, beta } = call;
  const { settings, origins } = core;
  const shown = showContact({ view, contact, settings, beta });
  if (settings.consumed === 'deleted') return read({ rev_user: { ...shown, state: 'deleted' } });
  if (contact.consumedBy === null || settings.consumed === '404') throw notFound();
  if (settings.consumed === 'pointer') {
    const primaryIdentity = showUser({ view, id: contact.consumedBy });
    return read({ rev_user: { ...shown, state: 'deactivated', primary_identity: primaryIdentity } });
  }
  const don = toDon({ org: view.org, displayId: contact.consumedBy });
  const headers = { Location: `${origins.api}/rev-users.get?id=${encodeURIComponent(don)}` };
  return { kind: 'read', reply: { status: 301, headers, body: { message: 'Moved Permanently' } } };
}
