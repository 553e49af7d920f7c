import type { WorldMessage } from '../../../samples/world.ts';
import { type ChangeEvent, changeEvents, showChangeEvent } from '../change-events.ts';
import { toDon } from '../ids.ts';
import { idOf, texts } from '../input.ts';
import { PAGE_FIELDS, pageOf } from '../page.ts';
import { badField, notFound } from '../problems.ts';
import type { TicketRecord } from '../records.ts';
import { type Route, read } from '../route.ts';
import { showArtifact } from '../show-artifact.ts';
import { showUser } from '../show-user.ts';
import { readScopes } from '../tokens.ts';
import type { View } from '../view.ts';

const VISIBILITIES = ['private', 'internal', 'external', 'public'];

interface Comment {
  ordinal: number;
  message: WorldMessage;
}

export const timelineEntriesList: Route = {
  write: false,
  scopes: readScopes('ticket'),
  fields: { object: 'id', visibility: 'strings', ...PAGE_FIELDS },
  required: ['object'],
  handle(call) {
    const { view, input, caller } = call;
    const id = idOf({ input, name: 'object', kinds: ['ticket', 'issue', 'revu'], org: view.org });
    const ticket = view.ticket(id);
    if (ticket === undefined && view.contact(id) === undefined) throw notFound();
    const wanted = texts({ input, name: 'visibility' });
    const wrong = wanted?.find((visibility) => !VISIBILITIES.includes(visibility));
    if (wrong !== undefined)
      throw badField('invalid_enum_value', 'visibility', { value: wrong, allowed_values: VISIBILITIES });
    const items = (ticket?.messages ?? [])
      .map((message, index): Comment => ({ ordinal: index + 1, message }))
      .filter(({ message }) => message.visibility !== 'private' || message.createdBy === caller.user)
      .filter(({ message }) => wanted === undefined || wanted.length === 0 || wanted.includes(message.visibility));
    const events = ticket === undefined ? [] : changeEvents({ call, ticket });
    const show = (entry: Comment | ChangeEvent): Record<string, unknown> =>
      'message' in entry ? showEntry({ view, id, ticket, entry }) : showChangeEvent({ view, id, entry });
    return read(pageOf({ call, items: [...events, ...items], name: 'timeline_entries', show }));
  },
};

function showEntry(options: {
  view: View;
  id: string;
  ticket: TicketRecord | undefined;
  entry: Comment;
}): Record<string, unknown> {
  const { view, id, ticket, entry } = options;
  const { message, ordinal } = entry;
  const don = toDon({ org: view.org, displayId: id });
  return {
    type: 'timeline_comment',
    id: `${don}:comment/${ordinal}`,
    object: don,
    object_display_id: id,
    object_type: ticket?.type,
    body: message.body || undefined,
    body_type: 'text',
    visibility: message.visibility,
    artifacts:
      message.artifacts.length > 0 ? message.artifacts.map((artifact) => showArtifact({ view, artifact })) : undefined,
    created_by: showUser({ view, id: message.createdBy }),
    created_date: message.createdAt,
    modified_date: message.createdAt,
  };
}
