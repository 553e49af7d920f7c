import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Context } from 'hono';
import { type Rules, readRules } from '../../contacts/rules/rules.ts';
import { type CountedSets, countedSets } from '../../control/review/counted-sets.ts';
import { type KeptLooks, keptLooks } from '../../control/review/kept-looks.ts';
import { keptSeenMerges } from '../../control/review/seen-merges.ts';
import type { BackupStore } from '../../store/backups/backup-store.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import type { Desk } from '../desk.ts';
import { personOf } from '../people/person.ts';
import { sessionKey } from '../people/session-cookie.ts';
import { runIdOf } from '../runs/ids.ts';
import { type KeptWords, keptWords } from './filter-query.ts';

/** What the pages of a review are built on, for as long as the server runs. */
export interface ReviewDesk extends Desk {
  words: KeptWords;
  counted: CountedSets;
  /** What earlier merges show, by field. */
  seenMerges: ReturnType<typeof keptSeenMerges>;
  /** What people have looked at in the CRM a while ago. */
  looks: KeptLooks;
  /** Where their after-images are. */
  backups: BackupStore;
  /** Those that come with the program. */
  rules: () => Promise<Rules>;
}

const RULES = fileURLToPath(new URL('../../rules.default.yaml', import.meta.url));

export function openReviewDesk(desk: Desk): ReviewDesk {
  let rules: Promise<Rules> | undefined;
  return {
    ...desk,
    words: keptWords(),
    counted: countedSets(),
    seenMerges: keptSeenMerges(),
    looks: keptLooks(),
    backups: fileBackups({ db: desk.db, root: desk.config.backupDir }),
    rules: () => (rules ??= readRules(RULES)),
  };
}

export function runOf(c: Context, { db }: Pick<Desk, 'db'>): Promise<Run> {
  return requireRun(db, runIdOf(c));
}

/** Who asks, as claims and decisions name them. A session is known by a hash: the store has nothing that opens one. */
export function claimerOf(c: Context): { by: string; holder: string } {
  const { by, name } = personOf(c);
  const session = sessionKey(c) ?? `token of ${name}`;
  return { by, holder: createHash('sha256').update(session).digest('hex').slice(0, 32) };
}
