import { idOf, texts } from '../http/input.ts';
import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { badField, forbidden, notFound } from '../http/problems.ts';
import { type Call, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { type ChangeEvent, changeEvents, showChangeEvent } from '../objects/change-events.ts';
import { isAlive } from '../objects/records.ts';
import { type Entry, showEntry, visibleEntries } from '../objects/show-entry.ts';

const VISIBILITIES = ['private', 'internal', 'external', 'public'];
const COLLECTIONS = ['discussions', 'events'];

export const timelineEntriesList: Route = {
  write: false,
  scopes: ['ticket', 'conversation', 'rev_user'].flatMap(readScopes),
  fields: { object: 'id', visibility: 'strings', collections: 'strings', ...PAGE_FIELDS },
  required: ['object'],
  handle(call) {
    const { view, input, caller } = call;
    const id = idOf({
      input,
      name: 'object',
      kinds: ['ticket', 'issue', 'opportunity', 'task', 'conversation', 'revu'],
      org: view.org,
    });
    const conversation = view.conversation(id);
    const contact = view.contact(id);
    const scopes = readScopes(conversation ? 'conversation' : contact ? 'rev_user' : 'ticket');
    if (!scopes.some((scope) => caller.scopes.includes(scope))) throw forbidden();
    const ticket = view.ticket(id);
    if (contact !== undefined) refuseTimeline(call);
    const object = ticket ?? conversation ?? (isAlive(contact) ? contact : undefined);
    if (object === undefined) throw notFound();
    const wanted = chosen({ call, name: 'visibility', among: VISIBILITIES });
    const collections = chosen({ call, name: 'collections', among: COLLECTIONS });
    const { messages = [] } = object;
    const items = visibleEntries({ messages, caller }).filter(
      ({ message }) => collections.includes('discussions') && wanted.includes(message.visibility),
    );
    const events = collections.includes('events') ? changeEvents({ call, object }) : [];
    const inOrder = [...events, ...items].sort((a, b) => a.ordinal - b.ordinal);
    const objectType = ticket?.type ?? (conversation ? 'conversation' : 'rev_user');
    const show = (entry: Entry | ChangeEvent): Record<string, unknown> =>
      'message' in entry ? showEntry({ view, id, objectType, entry }) : showChangeEvent({ view, id, entry });
    return read(pageOf({ call, items: inOrder, name: 'timeline_entries', show }));
  },
};

/** The values asked for; all of them where none is. */
function chosen({ call, name, among }: { call: Call; name: string; among: string[] }): string[] {
  const wanted = texts({ input: call.input, name }) ?? [];
  const wrong = wanted.find((one) => !among.includes(one));
  if (wrong !== undefined) throw badField('invalid_enum_value', name, { value: wrong, allowed_values: among });
  return wanted.length === 0 ? among : wanted;
}

/** Some organizations have no timeline of contacts, or do not show it to a token. */
function refuseTimeline({ core }: Call): void {
  const { contactTimeline } = core.settings;
  if (contactTimeline === '400') throw badField('unexpected_id_type', 'object');
  if (contactTimeline === '403') throw forbidden();
  if (contactTimeline === '404') throw notFound();
}
