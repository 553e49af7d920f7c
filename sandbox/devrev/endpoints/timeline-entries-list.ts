import { idOf, texts } from '../http/input.ts';
import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { badField, forbidden, notFound } from '../http/problems.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { type ChangeEvent, changeEvents, showChangeEvent } from '../objects/change-events.ts';
import { type Entry, showEntry, visibleEntries } from '../objects/show-entry.ts';

const VISIBILITIES = ['private', 'internal', 'external', 'public'];

export const timelineEntriesList: Route = {
  write: false,
  scopes: [...readScopes('ticket'), ...readScopes('conversation')],
  fields: { object: 'id', visibility: 'strings', ...PAGE_FIELDS },
  required: ['object'],
  handle(call) {
    const { view, input, caller } = call;
    const id = idOf({ input, name: 'object', kinds: ['ticket', 'issue', 'conversation', 'revu'], org: view.org });
    const conversation = view.conversation(id);
    const scopes = readScopes(conversation === undefined ? 'ticket' : 'conversation');
    if (!scopes.some((scope) => caller.scopes.includes(scope))) throw forbidden();
    const ticket = view.ticket(id);
    if (ticket === undefined && conversation === undefined && view.contact(id) === undefined) throw notFound();
    const wanted = texts({ input, name: 'visibility' });
    const wrong = wanted?.find((visibility) => !VISIBILITIES.includes(visibility));
    if (wrong !== undefined)
      throw badField('invalid_enum_value', 'visibility', { value: wrong, allowed_values: VISIBILITIES });
    const { messages = [] } = ticket ?? conversation ?? {};
    const items = visibleEntries({ messages, caller }).filter(
      ({ message }) => wanted === undefined || wanted.length === 0 || wanted.includes(message.visibility),
    );
    const events = ticket === undefined ? [] : changeEvents({ call, ticket });
    const objectType = ticket?.type ?? (conversation && 'conversation');
    const show = (entry: Entry | ChangeEvent): Record<string, unknown> =>
      'message' in entry ? showEntry({ view, id, objectType, entry }) : showChangeEvent({ view, id, entry });
    return read(pageOf({ call, items: [...events, ...items], name: 'timeline_entries', show }));
  },
};
