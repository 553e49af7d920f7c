import { counted } from '../../contacts/words/counted.ts';
import type { LeftCluster } from '../../store/runs/other-runs.ts';
import type { StatusLine } from './lay-out.ts';

/** Clusters shown to a person for each run; `--json` has more. */
const MOST_SHOWN = 5;

/** What a run does not touch because another one has it, run by run. */
export function leftLines(left: readonly LeftCluster[]): StatusLine[] {
  const byRun = new Map<string, string[]>();
  for (const { cluster, run } of left) byRun.set(run, [...(byRun.get(run) ?? []), cluster]);
  return [...byRun].flatMap(([run, clusters]) => [
    {
      text: `Asked in run ${run}, which was open and has the same contacts: ${counted(clusters.length, 'cluster')}, left to it`,
    },
    ...clusters.slice(0, MOST_SHOWN).map((cluster) => ({ text: `  ${cluster}` })),
    ...(clusters.length > MOST_SHOWN
      ? [{ text: `  and ${clusters.length - MOST_SHOWN} more: --json lists them` }]
      : []),
  ]);
}
