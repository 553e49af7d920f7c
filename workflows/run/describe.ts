import type { RunProgress } from '../types.ts';

/** How a run has ended, without anybody's words: it stays in the history. */
export function outcomeText(state: 'done' | 'cancelled', progress: RunProgress): string {
  return `${state}: ${countsText(progress).join(', ')}`;
}

/** One line for the Temporal UI: "312 clusters done, 4 held, paused: …". No contact data. */
export function describe(progress: RunProgress): string {
  const parts = countsText(progress);
  if (progress.paused) parts.push(`**paused**: ${progress.pauseReason ?? 'by a person'}`);
  if (progress.waitingFor === 'decision') parts.push('waiting for a decision');
  if (progress.lostMessages) parts.push(`${progress.lostMessages} messages could not be recorded`);
  return parts.join(', ');
}

function countsText({ counts, undecided }: RunProgress): string[] {
  const parts = [`${counts.done} of ${counts.started} started clusters done`, `${counts.merged} pairs merged`];
  if (counts.held > 0) parts.push(`${counts.held} held`);
  if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
  if (counts.failed > 0) parts.push(`${counts.failed} failed`);
  if (undecided > 0) parts.push(`${undecided} undecided`);
  return parts;
}
