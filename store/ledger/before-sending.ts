import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { Attempt, BackupRef, PairKey, SetSizes } from '../types.ts';
import { type Transition, transition } from './ledger.ts';

interface Step {
  key: PairKey;
  attempt: Attempt;
  /** All that the pair rests on, whichever run made them. */
  backups: BackupRef[];
}

/**
 * Every byte of the backups is as it was written, and plan and CRM agree. Where the run maps no fields that carry consent, the
 * consent step passes and the report says "not checked".
 */
export async function becomeVerified(db: Db, step: Step & { mapped: boolean }): Promise<void> {
  const { key, attempt, backups, mapped } = step;
  const set = [backupsAre(backups), sql`consent = null`];
  const moving: Pick<Transition, 'from' | 'through' | 'to' | 'detail'> = mapped
    ? { from: ['approved', 'backed-up'], through: ['backed-up'], to: 'verified' }
    : {
        from: ['approved', 'backed-up', 'verified'],
        through: ['backed-up', 'verified'],
        to: 'consent-tightened',
        detail: 'consent: not checked',
      };
  await transition(db, { key, attempt, set, ...moving });
}

/** Read again, and nothing has changed. A dry run ends here. `sizes`: by relation, how many things each of the two has. */
export async function becomeFresh(db: Db, step: Step & { sizes: Record<string, SetSizes> }): Promise<void> {
  const { key, attempt, backups, sizes } = step;
  const set = [sql`relations_before = ${JSON.stringify(sizes)}::jsonb`, backupsAre(backups)];
  const to = key.mode === 'dry' ? 'would-merge' : 'fresh';
  await transition(db, { key, attempt, from: ['consent-tightened', 'fresh'], to, set });
}

function backupsAre(backups: BackupRef[]): SQL {
  return sql`backups = ${JSON.stringify(backups)}::jsonb`;
}
