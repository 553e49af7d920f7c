import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import type { BrakeStatus, CanaryStatus } from '../../control/status/safety.ts';
import type { StatusLine } from './lay-out.ts';

/** Canary and brake: how far each is from stopping the run, or that it has. */
export function safetyLines({ state, canary, brake }: RunStatus): StatusLine[] {
  if (state !== 'open') return [];
  return [
    toned(`Canary: ${canaryText(canary)}`, canary.state === 'stopped'),
    ...(brake === null ? [] : [toned(`Brake: ${brakeText(brake)}`, brake.stopped)]),
  ];
}

function toned(text: string, isBad: boolean): StatusLine {
  return isBad ? { text, tone: 'bad' } : { text };
}

function canaryText({ state, clusters, ended, done }: CanaryStatus): string {
  if (clusters === 0) return 'still ahead';
  const counts = `${done} of ${clusters} done`;
  if (state === 'running') return `${counts}, the others wait for it`;
  const bad = ended - done;
  if (state === 'stopped') return `${counts}, ${counted(bad, 'was', 'were')} not: it has stopped the run`;
  return bad > 0 ? `${counts}, a person resumed after it` : counts;
}

function brakeText({ ended, bad, from, most, stopped }: BrakeStatus): string {
  const share = ended === 0 ? '' : ` (${percent(bad / ended)} %)`;
  const counts = `${bad} of the last ${counted(ended, 'cluster')} ended badly${share}`;
  if (stopped) return `${counts}, more than ${percent(most)} %: it has stopped the run`;
  return `${counts}, stops above ${percent(most)} %${ended < from ? ` from ${from} on` : ''}`;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
