import type { RunStatus } from '../control/run-status.ts';
import type { BrakeStatus, CanaryStatus } from '../control/safety.ts';
import type { StatusLine } from './status-line.ts';

/** Canary and brake: how far each is from stopping the run, or that it has. */
export function safetyLine({ state, canary, brake }: RunStatus): StatusLine[] {
  if (state !== 'open') return [];
  const text = [canaryText(canary), ...(brake === null ? [] : [brakeText(brake)])].join('. ');
  const hasStopped = canary.state === 'stopped' || brake?.stopped === true;
  return [hasStopped ? { text, tone: 'bad' } : { text }];
}

function canaryText({ state, clusters, ended, done }: CanaryStatus): string {
  if (clusters === 0) return 'Canary: still ahead';
  const counts = `Canary: ${done} of ${clusters} done`;
  if (state === 'running') return `${counts}, the others wait for it`;
  const bad = ended - done;
  if (state === 'stopped') return `${counts}, ${bad} were not: it has stopped the run`;
  return bad > 0 ? `${counts}, a person resumed after it` : counts;
}

function brakeText({ ended, bad, from, most, stopped }: BrakeStatus): string {
  const limit = `${percent(most)} %`;
  const share = ended === 0 ? '' : ` (${percent(bad / ended)} %)`;
  const counts = `Brake: ${bad} of the last ${ended} clusters ended badly${share}`;
  if (stopped) return `${counts}, more than ${limit}: it has stopped the run`;
  return ended < from
    ? `${counts}; from ${from} on, more than ${limit} stop the run`
    : `${counts}; more than ${limit} stop the run`;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
