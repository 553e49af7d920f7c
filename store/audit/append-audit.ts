import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { AUDIT_FILE, type AuditFile, openAuditFile } from './audit-file.ts';
import { linesOf, type NotedEvent } from './lines-of.ts';

const AT_ONCE = 500;

export interface AppendAuditOptions {
  runId: string;
  /** The file is `<reportsDir>/<runId>/audit.ndjson`. */
  reportsDir: string;
  /** Lines are on the disk, and not yet noted as such: what a fault test waits for. */
  onAppended?: () => void;
}

/**
 * Writes the lines that the run has noted and nobody has written yet: appended, fsynced, and only then marked. Whoever comes after one that
 * died in between finds its lines by their ids and writes none twice; a file that was cut short or taken away gets all of them again.
 * Returns the file's path; null where the run has none.
 */
export async function appendAudit(db: Db, options: AppendAuditOptions): Promise<string | null> {
  const { runId, reportsDir } = options;
  const [any] = await db.execute(sql`select 1 from audit_events where run_id = ${runId} limit 1`);
  if (any === undefined) return null;
  while ((await appendSome(db, options)) === AT_ONCE);
  return join(reportsDir, runId, AUDIT_FILE);
}

async function appendSome(db: Db, { runId, reportsDir, onAppended }: AppendAuditOptions): Promise<number> {
  return await db.transaction(async (tx) => {
    const known = await lockFile(tx, runId);
    const file = await openAuditFile(join(reportsDir, runId));
    try {
      await settle(tx, { runId, known, file });
      const events = await tx.execute<NotedEvent>(sql`
        select a.event_id, a.event, a.cluster_id, a.state, a.error, a.attempts, a.duration_ms, a.happened_at,
          r.crm, r.org, p.primary_id, p.duplicates
        from audit_events a join runs r on r.id = a.run_id
        join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = a.cluster_id
        where a.run_id = ${runId} and a.written_at is null order by a.id limit ${AT_ONCE}`);
      if (events.length > 0) {
        await file.append(await linesOf(tx, events));
        onAppended?.();
        await mark(
          tx,
          events.map(({ event_id }) => event_id),
        );
      }
      await tx.execute(sql`update audit_files set bytes = ${file.size()} where run_id = ${runId}`);
      return events.length;
    } finally {
      await file.close();
    }
  });
}

/** How far the file is known to be written. One process appends at a time: the second waits here. */
async function lockFile(tx: Tx, runId: string): Promise<number> {
  await tx.execute(sql`insert into audit_files (run_id) values (${runId}) on conflict do nothing`);
  const [row] = await tx.execute<{ bytes: string }>(sql`
    select bytes from audit_files where run_id = ${runId} for update`);
  return Number(row?.bytes ?? 0);
}

/** Has the store agree with the file: what is in it is written, and what is no longer in it is not. */
async function settle(
  tx: Tx,
  { runId, known, file }: { runId: string; known: number; file: AuditFile },
): Promise<void> {
  if (file.size() === known) return;
  const isShorter = file.size() < known;
  if (isShorter) await tx.execute(sql`update audit_events set written_at = null where run_id = ${runId}`);
  await mark(tx, await file.idsFrom(isShorter ? 0 : known));
}

async function mark(tx: Tx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await tx.execute(sql`
    update audit_events set written_at = clock_timestamp() where event_id = any(${sql.param(eventIds)}::text[])`);
}
