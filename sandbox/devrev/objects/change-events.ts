import { texts } from '../http/input.ts';
import type { Call } from '../http/route.ts';
import { toDon } from './ids.ts';
import { type PeopleChange, showDelta } from './people-changes.ts';
import type { ContactRecord, ConversationRecord, TicketRecord } from './records.ts';
import { showUser } from './show-user.ts';
import type { View } from './view.ts';

/** That an object was created or changed, as its timeline tells it. The first stands before the first message. */
export interface ChangeEvent {
  ordinal: number;
  what: 'created' | 'updated';
  change?: PeopleChange;
  createdBy: string;
  createdAt: string;
}

/** So close behind the message after which it happened: no object is changed so often between two. */
const BEHIND = 1e-6;

/** Change events are a beta field: none without the beta header, unless they are switched on for everybody, or off. */
export function changeEvents(options: {
  call: Call;
  object: TicketRecord | ContactRecord | ConversationRecord;
}): ChangeEvent[] {
  const { call, object } = options;
  const { changeEvents: shown } = call.core.settings;
  const visibilities = texts({ input: call.input, name: 'visibility' }) ?? [];
  if (shown === 'never' || (!call.beta && shown === 'beta')) return [];
  if (visibilities.length > 0 && !visibilities.includes('internal')) return [];
  const changes = (call.core.store.peopleChanges.get(object.id) ?? []).map((change, index): ChangeEvent => {
    const ordinal = change.afterMessages + (index + 1) * BEHIND;
    return { ordinal, what: 'updated', change, createdBy: change.by, createdAt: change.at };
  });
  if ('members' in object) return changes;
  if ('createdBy' in object)
    return [{ ordinal: 0, what: 'created', createdBy: object.createdBy, createdAt: object.createdAt }, ...changes];
  return [{ ordinal: 0, what: 'updated', createdBy: object.modifiedBy, createdAt: object.modifiedAt }];
}

export function showChangeEvent(options: { view: View; id: string; entry: ChangeEvent }): Record<string, unknown> {
  const { view, id, entry } = options;
  const { what, change } = entry;
  const don = toDon({ org: view.org, displayId: id });
  const deltas = change === undefined ? [] : [showDelta({ org: view.org, change })];
  return {
    type: 'timeline_change_event',
    id: `${don}:change_event/${what === 'created' ? 1 : `${Date.parse(entry.createdAt)}${eventNumber(entry)}`}`,
    object: don,
    object_display_id: id,
    event: { type: what, [what]: what === 'created' ? {} : { field_deltas: deltas } },
    visibility: 'internal',
    created_by: showUser({ view, id: entry.createdBy }),
    created_date: entry.createdAt,
    modified_date: entry.createdAt,
  };
}

/** Two changes in one millisecond are two events. */
function eventNumber({ change, ordinal }: ChangeEvent): string {
  return change === undefined ? '' : `-${Math.round((ordinal - change.afterMessages) / BEHIND)}`;
}
