import { condition, isCancellation } from '@temporalio/workflow';
import { failureType, isFailure } from '../failure-type.ts';
import { describeScan, type ScanContext } from './scan-context.ts';
import type { ScanWait } from './types.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

const WAITS: Readonly<Record<string, ScanWait>> = {
  'Crm.unauthorized': 'authorize',
  'Crm.forbidden': 'authorize',
  'Crm.unreachable': 'crm',
  'Crm.timeout': 'crm',
  'Crm.server': 'crm',
  'Crm.rate-limited': 'crm',
  'Away.crm': 'crm',
  'Away.postgres': 'postgres',
};

/**
 * Takes a step until it succeeds, or fails for what no waiting mends. While a person has to let us in, or the CRM is away, it says so, and
 * looks again by itself.
 */
export async function patiently<T>(run: ScanContext, step: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    await whilePaused(run);
    try {
      const result = await step();
      run.progress.waitingFor = 'nothing';
      return result;
    } catch (error) {
      if (isCancellation(error) || !isFailure(error)) throw error;
      const waitingFor = WAITS[failureType(error)];
      if (waitingFor === undefined) throw error;
      run.progress.waitingFor = waitingFor;
      describeScan(run);
      const heard = run.words;
      await condition(
        () => run.words > heard,
        Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10)),
      );
    }
  }
}

export async function whilePaused(run: ScanContext): Promise<void> {
  const { progress } = run;
  if (!progress.paused) return;
  progress.waitingFor = 'resume';
  describeScan(run);
  await condition(() => !progress.paused);
  progress.waitingFor = 'nothing';
}
