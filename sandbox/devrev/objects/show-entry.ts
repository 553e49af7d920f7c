import type { WorldMessage } from '../../../samples/world/world.ts';
import type { Caller } from '../http/tokens.ts';
import { toDon } from './ids.ts';
import { showArtifacts } from './show-artifact.ts';
import { showUser } from './show-user.ts';
import type { View } from './view.ts';

/** A message and its place in the timeline, hidden ones counted. */
export interface Entry {
  ordinal: number;
  message: WorldMessage;
}

/** A timeline without what is private to other people. */
export function visibleEntries({ messages, caller }: { messages: readonly WorldMessage[]; caller: Caller }): Entry[] {
  return messages
    .map((message, index): Entry => ({ ordinal: index + 1, message }))
    .filter(({ message: { visibility, createdBy, privateTo = [] } }) => {
      return visibility !== 'private' || [createdBy, ...privateTo].includes(caller.user);
    });
}

export function showEntry(options: {
  view: View;
  /** Display id of the object whose timeline it is. */
  id: string;
  objectType: string | undefined;
  entry: Entry;
}): Record<string, unknown> {
  const { view, id, objectType, entry } = options;
  const { message, ordinal } = entry;
  const don = toDon({ org: view.org, displayId: id });
  return {
    type: 'timeline_comment',
    id: `${don}:comment/${ordinal}`,
    object: don,
    object_display_id: id,
    object_type: objectType,
    body: message.body || undefined,
    body_type: 'text',
    visibility: message.visibility,
    artifacts: showArtifacts({ view, artifacts: message.artifacts }),
    created_by: showUser({ view, id: message.createdBy }),
    created_date: message.createdAt,
    modified_date: message.createdAt,
  };
}
