import { idOf, texts } from '../http/input.ts';
import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { badField, forbidden, notFound } from '../http/problems.ts';
import { type Call, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { type ChangeEvent, changeEvents, showChangeEvent } from '../objects/change-events.ts';
import { isAlive } from '../objects/records.ts';
import { type Entry, showEntry, visibleEntries } from '../objects/show-entry.ts';

const VISIBILITIES = ['private', 'internal', 'external', 'public'];

export const timelineEntriesList: Route = {
  write: false,
  scopes: ['ticket', 'conversation', 'rev_user'].flatMap(readScopes),
  fields: { object: 'id', visibility: 'strings', ...PAGE_FIELDS },
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
    const wanted = texts({ input, name: 'visibility' });
    const wrong = wanted?.find((visibility) => !VISIBILITIES.includes(visibility));
    if (wrong !== undefined)
      throw badField('invalid_enum_value', 'visibility', { value: wrong, allowed_values: VISIBILITIES });
    const { messages = [] } = object;
    const items = visibleEntries({ messages, caller }).filter(
      ({ message }) => wanted === undefined || wanted.length === 0 || wanted.includes(message.visibility),
    );
    const events = 'members' in object ? [] : changeEvents({ call, object });
    const objectType = ticket?.type ?? (conversation ? 'conversation' : 'rev_user');
    const show = (entry: Entry | ChangeEvent): Record<string, unknown> =>
      'message' in entry ? showEntry({ view, id, objectType, entry }) : showChangeEvent({ view, id, entry });
    return read(pageOf({ call, items: [...events, ...items], name: 'timeline_entries', show }));
  },
};

/** Some organizations have no timeline of contacts, or do not show it to a token. */
function refuseTimeline({ core }: Call): void {
  const { contactTimeline } = core.settings;
  if (contactTimeline === '400') throw badField('unexpected_id_type', 'object');
  if (contactTimeline === '403') throw forbidden();
  if (contactTimeline === '404') throw notFound();
}
