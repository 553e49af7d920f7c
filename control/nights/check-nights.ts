import type { Db } from '../../store/database.ts';
import { liveWorkers } from '../../store/identity/live-workers.ts';
import { type LastSuccess, lastSuccesses } from '../../store/nights/last-successes.ts';
import { type NightProblem, noteAlert } from '../../store/nights/write-notices.ts';
import { type ListedRun, listRuns } from '../../store/runs/list-runs.ts';

export interface NightFacts {
  successes: readonly LastSuccess[];
  runs: readonly Pick<ListedRun, 'run' | 'waitsFor'>[];
  /** Workers that have shown themselves lately. */
  workers: number;
  /** Milliseconds since 1970. */
  now: number;
  /** Milliseconds: a success that is older is missed. */
  alertAfterMs: number;
}

/** What somebody has to look at. A profile that never came through counts from its first start on. */
export function problemsOf({ successes, runs, workers, now, alertAfterMs }: NightFacts): NightProblem[] {
  return [
    ...successes
      .filter(({ at, since }) => now - Date.parse(at ?? since) > alertAfterMs)
      .map(({ crm, organization, profile, at }): NightProblem => {
        return { code: 'no-success', values: { crm, organization, profile, at } };
      }),
    ...runs.flatMap(({ run, waitsFor }): NightProblem[] =>
      waitsFor === null ? [] : [{ code: 'run-waits', values: { run, for: waitsFor } }],
    ),
    ...(workers === 0 ? [{ code: 'no-worker' as const, values: {} }] : []),
  ];
}

/** Looks at all nights, by the store alone, and notes what it finds: somebody is told once for as long as that stays the same. */
export async function checkNights({ db, alertAfterMs }: { db: Db; alertAfterMs: number }): Promise<NightProblem[]> {
  const [successes, runs, workers] = [await lastSuccesses(db), await listRuns(db), (await liveWorkers(db)).length];
  const problems = problemsOf({ successes, runs, workers, now: Date.now(), alertAfterMs });
  await noteAlert(db, problems);
  return problems;
}
