import { type SQL, sql } from 'drizzle-orm';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { AuditedEnd } from './event-of.ts';

/**
 * A statement, to be part of the one that changes the state, so that there is no state without its line. `left` is the name of a relation
 * of clusters as they were left: `run_id, cluster_id, state, started_at, ended_at`. Of plans of a contact base alone.
 */
export function noteEvents(left: SQL, { dry, real, error }: AuditedEnd): SQL {
  return sql`
    insert into audit_events (event_id, run_id, cluster_id, event, state, error, attempts, duration_ms, happened_at)
    select substr(encode(sha256(convert_to(concat_ws(E'\n', run_id, cluster_id, event, attempts), 'UTF8')), 'hex'), 1, 32),
      run_id, cluster_id, event, state, ${error}::text, attempts, duration_ms, ended_at
    from (
      select c.run_id, c.cluster_id, c.state, c.ended_at,
        case when r.dry_run then ${dry}::text else ${real}::text end as event,
        (select count(*)::int + 1 from audit_events a where a.run_id = c.run_id and a.cluster_id = c.cluster_id) as attempts,
        least(coalesce(round(extract(epoch from c.ended_at - c.started_at) * 1000), 0), 2147483647)::int as duration_ms
      from ${left} c join runs r on r.id = c.run_id join plans p on p.digest = r.plan_digest
      where p.profile = ${BASE_PROFILE}
    ) noted
    on conflict do nothing returning id`;
}
