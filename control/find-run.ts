import type { Tx } from '../store/database.ts';
import { getRun, newestRun, type Run } from '../store/runs/runs.ts';
import { Refused } from './refused.ts';

/** The run of that id, or the newest one. Throws Refused when there is none. */
export async function findRun(db: Tx, id: string | null): Promise<Run> {
  const run = id === null ? await newestRun(db) : await getRun(db, id);
  if (run !== null) return run;
  if (id !== null) throw new Refused(`There is no run '${id}' in the store`);
  throw new Refused('There is no run yet', { todo: { code: 'start-first-run', values: {} } });
}
