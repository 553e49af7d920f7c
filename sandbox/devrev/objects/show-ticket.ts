import type { Settings } from '../settings.ts';
import { toDon } from './ids.ts';
import type { TicketRecord } from './records.ts';
import { showArtifacts } from './show-artifact.ts';
import { showUser } from './show-user.ts';
import type { View } from './view.ts';

export interface ShownTicket {
  view: View;
  ticket: TicketRecord;
  settings: Settings;
}

export function showTicket({ view, ticket, settings }: ShownTicket): Record<string, unknown> {
  return {
    type: ticket.type,
    id: toDon({ org: view.org, displayId: ticket.id }),
    display_id: ticket.id,
    title: ticket.title,
    body: ticket.body || undefined,
    reported_by: ticket.reportedBy.map((id) => showUser({ view, id })),
    created_by: showUser({ view, id: ticket.createdBy }),
    owned_by: ticket.ownedBy.map((id) => showUser({ view, id })),
    artifacts: showArtifacts({ view, artifacts: ticket.artifacts }),
    stage: { name: stageOf(ticket) },
    actual_close_date: ticket.closedAt,
    created_date: ticket.createdAt,
    modified_date: ticket.modifiedAt,
    ...(settings.extraFields ? { x_field_of_tomorrow: { level: 1 } } : {}),
  };
}

function stageOf({ type, closedAt }: TicketRecord): string {
  if (type === 'ticket') return closedAt === undefined ? 'queued' : 'resolved';
  return closedAt === undefined ? 'triage' : 'completed';
}
