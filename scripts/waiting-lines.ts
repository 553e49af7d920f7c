import type { RunStatus } from '../control/run-status.ts';

/** Clusters shown to a person; `--json` has more. */
const MOST_SHOWN = 10;

/** What a run waits for, with the command to type. */
export function waitingLines(status: RunStatus): string[] {
  const { state, waitsFor, pauseReason, lostBecause, run } = status;
  if (state === 'lost') {
    return [`Its workflow ended before the run did: ${lostBecause}. Start its plan again: npm run start`];
  }
  if (waitsFor === 'resume') return [`Paused: ${pauseReason ?? 'by a person'}. Go on: npm run resume -- ${run}`];
  if (waitsFor === 'worker') return ['No worker answers: start one with npm run worker'];
  return waitsFor === 'decision' ? decisionLines(status) : [];
}

function decisionLines({ clusters, undecided, run }: RunStatus): string[] {
  const { auto, review } = clusters.undecided;
  const inReview = undecided.filter((cluster) => cluster.decision === 'review');
  const hidden = review - Math.min(inReview.length, MOST_SHOWN);
  return [
    `Waits for decisions: ${auto} auto, ${review} review`,
    ...(auto > 0 ? [`  npm run approve -- ${run} --by NAME --all`] : []),
    ...(review > 0 ? [`  npm run approve -- ${run} --by NAME --cluster ID   or --strategy S, or reject`] : []),
    `  npm run finish -- ${run}   leaves them for later`,
    ...(review > 0 ? ["In review (the reasons are in plan.json of the run's folder):"] : []),
    ...inReview.slice(0, MOST_SHOWN).map(({ cluster, strategy, primary, duplicates }) => {
      return `  ${cluster}  ${strategy}: ${duplicates.join(', ')} into ${primary}`;
    }),
    ...(hidden > 0 ? [`  and ${hidden} more: --json lists them`] : []),
  ];
}
