import type { Db } from '../../store/database.ts';
import { unlessTaken } from '../../store/one-at-a-time.ts';
import { NightNotOver } from './night-not-over.ts';

export interface NightLock {
  db: Db;
  crm: string;
  org: string;
  profile: string;
  dryRun: boolean;
  /** Whether this process stays with its run. Those that only store one and go do not keep each other away. */
  follows: boolean;
}

/** Whoever only stores a run has gone after so long. */
const PATIENCE_MS = 3_000;

/**
 * Starts, and perhaps follows, a run of a profile's contacts of an organization while no other process does. The lock is the process's: it is
 * gone with it, and a run that nobody follows any more, because it waits for people, keeps nobody. Throws NightNotOver.
 */
export async function oneNight<T>(night: NightLock, work: () => Promise<T>): Promise<T> {
  const { db, crm, org, profile, dryRun, follows } = night;
  const key = `night of ${profile} ${crm} ${org}${dryRun ? ' dry' : ''}`;
  const done = await unlessTaken(db, { key, patienceMs: PATIENCE_MS, shared: !follows }, work);
  if (done === null) throw new NightNotOver(night);
  return done.result;
}
