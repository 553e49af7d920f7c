import { baseMember } from '../../contacts/base/member.ts';
import { type AuditEvent, auditLine } from '../../contacts/base/shown/audit-line.ts';
import { indexedContacts } from '../base/index-source.ts';
import type { Tx } from '../database.ts';

/** Of one run. */
export interface NotedEvent extends Record<string, unknown> {
  event_id: string;
  event: AuditEvent;
  cluster_id: string;
  state: string;
  error: string | null;
  attempts: number;
  duration_ms: number;
  happened_at: string;
  crm: string;
  org: string;
  primary_id: string;
  duplicates: string[];
}

/** As JSON, each with its contacts as the index has them: a plan of other contacts than those was held or drifted. */
export async function linesOf(tx: Tx, events: readonly NotedEvent[]): Promise<string[]> {
  const [first] = events;
  if (first === undefined) return [];
  const uids = events.flatMap(({ primary_id, duplicates }) => [primary_id, ...duplicates]);
  const index = await indexedContacts(tx, { crm: first.crm, org: first.org, uids: [...new Set(uids)] });
  const members = new Map(
    index?.contacts.map((contact) => [contact.uid, baseMember(contact, index.regions)] as const) ?? [],
  );
  return events.map((noted) => {
    const { primary_id: primary, duplicates, error } = noted;
    const line = auditLine({
      eventId: noted.event_id,
      event: noted.event,
      cluster: { id: noted.cluster_id, primary, duplicates },
      members: [primary, ...duplicates].flatMap((uid) => members.get(uid) ?? []),
      ts: new Date(noted.happened_at).toISOString(),
      attempts: noted.attempts,
      durationMs: noted.duration_ms,
      state: noted.state,
      ...(error !== null && { error }),
    });
    return JSON.stringify(line);
  });
}
