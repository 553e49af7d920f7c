import { LONGEST_TO_WRITE_MS } from '../activities/merge/clocks.ts';
import type { Logger } from '../log/logger.ts';
import { commitTimeAt } from '../store/commit-time.ts';

const TIMEOUT_MS = 30_000;

/** Says so where the database is too far away for merges: they would be refused one by one. Nothing waits for it, and it ends nothing. */
export async function measureCommit({ databaseUrl, log }: { databaseUrl: string; log: Logger }): Promise<void> {
  const ms = await commitTimeAt(databaseUrl, TIMEOUT_MS).catch(() => null);
  if (ms === null || ms <= LONGEST_TO_WRITE_MS / 2) return;
  const all = ms > LONGEST_TO_WRITE_MS ? 'no merge can be sent from here' : 'some merges may not be sent from here';
  log.warn(`The database takes ${ms} ms to commit, and a merge must leave within ${LONGEST_TO_WRITE_MS} ms: ${all}`);
}
