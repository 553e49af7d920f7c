import type { Client } from '@temporalio/client';
import { NotReachable } from '../../config/not-reachable.ts';
import type { Db } from '../../store/database.ts';
import { liveWorkers } from '../../store/identity/live-workers.ts';
import { failedCompliance } from '../../store/ledger/consent/compliance.ts';
import { type LastSuccess, lastSuccesses } from '../../store/nights/last-successes.ts';
import { lateSchedules } from '../../store/nights/late-schedules.ts';
import { readSchedules } from '../../store/nights/schedules.ts';
import { type NightProblem, noteAlert } from '../../store/nights/write-notices.ts';
import { type ListedRun, listRuns } from '../../store/runs/list-runs.ts';

export interface NightFacts {
  successes: readonly LastSuccess[];
  runs: readonly Pick<ListedRun, 'run' | 'waitsFor'>[];
  /** Names of merged pairs. */
  refusalsMissing?: readonly string[];
  /** Workers that have shown themselves lately. */
  workers: number;
  isTemporalAway: boolean;
  /** Milliseconds since 1970. */
  now: number;
  /** Milliseconds: a success that is older is missed. */
  alertAfterMs: number;
}

/** What somebody has to look at. A profile that never came through counts from its first start on. */
export function problemsOf(facts: NightFacts): NightProblem[] {
  const { successes, runs, refusalsMissing = [], workers, isTemporalAway, now, alertAfterMs } = facts;
  return [
    ...successes
      .filter(({ at, since }) => now - Date.parse(at ?? since) > alertAfterMs)
      .map(({ crm, organization, profile, at }): NightProblem => {
        return { code: 'no-success', values: { crm, organization, profile, at } };
      }),
    ...runs.flatMap(({ run, waitsFor }): NightProblem[] =>
      waitsFor === null ? [] : [{ code: 'run-waits', values: { run, for: waitsFor } }],
    ),
    ...refusalsMissing.map((pair): NightProblem => ({ code: 'refusals-missing', values: { pair } })),
    ...(workers === 0 ? [{ code: 'no-worker' as const, values: {} }] : []),
    ...(isTemporalAway ? [{ code: 'temporal-away' as const, values: {} }] : []),
  ];
}

export interface CheckNightsOptions {
  db: Db;
  /** Connects to Temporal. Throws NotReachable where nobody answers. */
  client: () => Promise<Client>;
  /** Milliseconds: see `NightFacts`. */
  alertAfterMs: number;
}

/** Looks at all nights, and notes what it finds: somebody is told once for as long as that stays the same. Temporal is asked only whether it is there. */
export async function checkNights({ db, client, alertAfterMs }: CheckNightsOptions): Promise<NightProblem[]> {
  const [successes, runs, workers] = [await lastSuccesses(db), await listRuns(db), (await liveWorkers(db)).length];
  const schedules = await readSchedules(db);
  const isTemporalAway = await isAway(client);
  const refusalsMissing = (await failedCompliance(db)).map(({ pair }) => pair);
  const now = Date.now();
  const problems = [
    ...problemsOf({ refusalsMissing, successes, runs, workers, isTemporalAway, now, alertAfterMs }),
    ...lateSchedules(schedules, { successes, now }),
  ];
  await noteAlert(db, problems);
  return problems;
}

async function isAway(client: () => Promise<Client>): Promise<boolean> {
  try {
    await client();
    return false;
  } catch (error) {
    if (error instanceof NotReachable) return true;
    throw error;
  }
}
