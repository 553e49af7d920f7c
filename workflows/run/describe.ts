import type { RunProgress } from '../types.ts';

/** One line for the Temporal UI: "312 clusters done, 4 held, paused: …". No contact data. */
export function describe(progress: RunProgress): string {
  const { counts } = progress;
  const parts = [`${counts.done} of ${counts.started} started clusters done`, `${counts.merged} pairs merged`];
  if (counts.held > 0) parts.push(`${counts.held} held`);
  if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
  if (counts.failed > 0) parts.push(`${counts.failed} failed`);
  if (progress.undecided > 0) parts.push(`${progress.undecided} undecided`);
  if (progress.paused) parts.push(`**paused**: ${progress.pauseReason ?? 'by a person'}`);
  if (progress.waitingFor === 'decision') parts.push('waiting for a decision');
  if (progress.lostMessages) parts.push(`${progress.lostMessages} messages could not be recorded`);
  return parts.join(', ');
}
