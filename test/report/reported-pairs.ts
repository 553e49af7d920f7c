import { expect } from 'vitest';
import type { Run } from '../../store/runs/runs.ts';
import { runScript } from '../scripts/run-script.ts';
import type { Scene } from '../support/scene.ts';
import { readReport } from './read-report.ts';

/** `{ 'REVU-2': 'drifted: …' }`: what the report, written anew, says of each pair. */
export async function reportedPairs(scene: Scene, run: Run): Promise<Record<string, string>> {
  expect((await runScript(scene, ['report', run.id])).code).not.toBe(2);
  const { report } = readReport(scene, run);
  return Object.fromEntries(
    report.pairs.map(({ duplicate, result, reason }) => [duplicate, [result, ...(reason ? [reason] : [])].join(': ')]),
  );
}
