import { texts } from '../http/input.ts';
import type { Call } from '../http/route.ts';
import { toDon } from './ids.ts';
import type { ContactRecord, TicketRecord } from './records.ts';
import { showUser } from './show-user.ts';
import type { View } from './view.ts';

/** That a ticket was created or a contact changed, as a timeline tells it. It stands before the first message. */
export interface ChangeEvent {
  ordinal: 0;
  what: 'created' | 'updated';
  createdBy: string;
  createdAt: string;
}

/** Change events are a beta field: none without the beta header, unless they are switched on for everybody. */
export function changeEvents({ call, object }: { call: Call; object: TicketRecord | ContactRecord }): ChangeEvent[] {
  const visibilities = texts({ input: call.input, name: 'visibility' }) ?? [];
  if (!call.beta && call.core.settings.changeEvents === 'beta') return [];
  if (visibilities.length > 0 && !visibilities.includes('internal')) return [];
  if ('createdBy' in object)
    return [{ ordinal: 0, what: 'created', createdBy: object.createdBy, createdAt: object.createdAt }];
  return [{ ordinal: 0, what: 'updated', createdBy: object.modifiedBy, createdAt: object.modifiedAt }];
}

export function showChangeEvent(options: { view: View; id: string; entry: ChangeEvent }): Record<string, unknown> {
  const { view, id, entry } = options;
  const don = toDon({ org: view.org, displayId: id });
  return {
    type: 'timeline_change_event',
    id: `${don}:change_event/${entry.what === 'created' ? 1 : Date.parse(entry.createdAt)}`,
    object: don,
    object_display_id: id,
    event: { type: entry.what, field_deltas: [] },
    visibility: 'internal',
    created_by: showUser({ view, id: entry.createdBy }),
    created_date: entry.createdAt,
    modified_date: entry.createdAt,
  };
}
