import type { RunStatus } from '../../control/status/run-status.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { othersRun } from '../cli/others-run.ts';
import { changedKeysLines } from './changed-keys-lines.ts';
import type { StatusLine } from './lay-out.ts';
import { leftLines } from './left-lines.ts';
import { liveStatusLines } from './live-status-lines.ts';
import { othersWaitingLines } from './others-waiting-lines.ts';
import { progressLine } from './progress-line.ts';
import { reportLines } from './report-lines.ts';
import { safetyLines } from './safety-lines.ts';
import { scanLines } from './scan-lines.ts';
import { stepLines } from './step-lines.ts';
import { unfinishedLines } from './unfinished-lines.ts';
import { untrustedLines } from './untrusted-lines.ts';
import { waitingLines } from './waiting-lines.ts';
import { watchLines } from './watch-lines.ts';

/** A run as a person reads it, what matters most first. Ids and counts only. */
export function statusLines(status: RunStatus, now: number): StatusLine[] {
  const { run, dryRun, organization, state, startedAt, endedAt, endedBecause, crm, settingsFor } = status;
  const time = endedAt === null ? `since ${short(startedAt)}` : `${short(startedAt)} to ${short(endedAt)}`;
  return [
    { text: `Run ${run}${dryRun ? ', dry run' : ''}, organization ${organization}: ${state}, ${time}` },
    ...(settingsFor === null ? [] : [{ text: othersRun({ crm, org: organization }, settingsFor) }]),
    ...(endedBecause === null ? [] : [{ text: `It ended early: ${reasonWords(endedBecause)}` }]),
    { text: progressLine(status) },
    { text: clusterLine(status) },
    ...reportLines(status),
    ...waitingLines(status, now),
    ...untrustedLines(status),
    ...safetyLines(status),
    ...liveStatusLines(status, now),
    ...watchLines(status),
    ...scanLines(status),
    ...changedKeysLines(status),
    ...stepLines(status.steps, now),
    ...leftLines(status.left),
    ...unfinishedLines(status),
    ...othersWaitingLines(status),
  ];
}

function clusterLine({ clusters }: RunStatus): string {
  const states = Object.entries(clusters.byState).map(
    ([state, count]) => `${count} ${state === 'drifted' ? 'drifted (changed since, back in review)' : state}`,
  );
  return `Clusters: ${states.join(', ') || 'none'}`;
}

function short(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
