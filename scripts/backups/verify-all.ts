import { statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import type { Config } from '../../config/env.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import { findRun } from '../../control/find-run.ts';
import { withControl } from '../../control/open-control.ts';
import { Refused } from '../../control/refused.ts';
import { connectorOf } from '../../crm/connect.ts';
import { checkBackups } from '../../store/backups/check/check-backups.ts';
import type { CheckedBackup, CheckTotals } from '../../store/backups/check/checked.ts';
import { countToCheck } from '../../store/backups/check/rows-to-check.ts';
import { placeId } from '../../store/backups/claim-folder.ts';
import type { Db } from '../../store/database.ts';
import { readIdentity } from '../../store/identity/identity.ts';
import { getRun } from '../../store/runs/runs.ts';
import { print, say } from '../cli/print.ts';
import { UsageError } from '../cli/usage-error.ts';
import { liveLine } from '../demo/live-line.ts';
import { foundText, progressText } from './checked-words.ts';
import type { Verified } from './verified.ts';

/** For programs: whoever has more of them looks at the counts. */
const MOST_FOUND = 10_000;

export interface VerifyAll {
  config: Config;
  root: string;
  run: string | null;
  offline: boolean;
  /** Says what is found as it is found. */
  tells: boolean;
}

/** Throws UsageError for a place that is none, Refused for one of another database, NotReachable where `run` needs the store. */
export async function verifyAll(request: VerifyAll): Promise<Verified> {
  const { config, root, run, offline } = request;
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`'${root}' is no folder: --backup-dir, or BACKUP_DIR, names the place of the backups`);
  if (offline) return verify(request, { db: null, against: 'offline', runId: null });
  let isReached = false;
  try {
    return await withControl(
      config,
      async ({ db }) => {
        isReached = true;
        await requirePlace(db, root);
        const runId = run === null ? null : (await findRun({ db, config, id: run, asks: false, onlyLooks: true })).id;
        return verify(request, { db, against: 'store', runId });
      },
      { onlyLooks: true },
    );
  } catch (error) {
    if (isReached || run !== null || !(error instanceof NotReachable)) throw error;
    say(`${error.message}: the backups are compared with their own lists alone`);
    return verify(request, { db: null, against: 'no store', runId: null });
  }
}

/** Of another database's place all would be orphaned, and all of ours missing. One without an id may be a copy. */
async function requirePlace(db: Db, root: string): Promise<void> {
  const [{ backupStore, backupPlace }, here] = [await readIdentity(db), await placeId(root)];
  if (backupStore === null || here === null || here === backupStore) return;
  throw new Refused(
    `'${root}' is not where this database has its backups (${backupPlace}). With --offline its files are checked alone`,
  );
}

async function verify(
  { root, tells }: VerifyAll,
  { db, against, runId }: { db: Db | null; against: Verified['against']; runId: string | null },
): Promise<Verified> {
  const line = liveLine(process.stderr);
  const total = db === null ? await countFolders(root) : await countToCheck(db, runId);
  const found: CheckedBackup[] = [];
  const onFound = (backup: CheckedBackup): void => {
    if (found.length < MOST_FOUND) found.push(backup);
    if (!tells) return;
    line.end();
    print({ json: false, value: {}, text: foundText(backup) });
  };
  const onProgress = (totals: CheckTotals): void => line.show(progressText(totals, total));
  try {
    const totals = await checkBackups({ root, db, runId, countedIn: countedIn(db), onFound, onProgress });
    return { place: root, against, run: runId, ...totals, found };
  } finally {
    line.end();
  }
}

/** The plural of what the CSV of a run counts. */
function countedIn(db: Db | null): (runId: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (runId) => {
    const run = known.has(runId) || db === null ? null : await getRun(db, runId);
    if (run !== null) known.set(runId, connectorOf(run.crm).description.relations[0]?.noun.many ?? '');
    return known.get(runId) ?? '';
  };
}

async function countFolders(root: string): Promise<number> {
  let count = 0;
  for await (const entry of await opendir(root)) if (entry.isDirectory()) count += 1;
  return count;
}
