import { expect, test } from 'vitest';
import { readReport } from '../report/read-report.ts';
import { runScript } from '../scripts/run-script.ts';
import { OLD, refOf, TRIO, TRIO_REFS, updatePosts, withRefs } from '../support/external-refs.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import { mergedByHand, undoneByHand } from '../support/undone-by-hand.ts';

/** So many that the brake would look, if they counted. */
const PAIRS = Array.from({ length: 51 }, (_, at): ClusterSpec => {
  const [primary, duplicate] = [`REVU-${101 + 2 * at}`, `REVU-${102 + 2 * at}`];
  return { members: { [primary]: [], [duplicate]: [`TKT-${101 + at}`] } };
});
const EARLIER = '0a1b2c3d4e5f-1';

test('Pairs that were taken back stop neither canary nor brake, leave the reference of their cluster, and change no exit code', async () => {
  const stage = withRefs(smallWorld([TRIO, ...PAIRS]), TRIO_REFS);
  const scene = await openScene(stage);
  try {
    const { db } = scene.database;
    for (const [at, { id: cluster, primary, duplicates }] of scene.plan.clusters.entries()) {
      const duplicate = duplicates[0] ?? '';
      const of = { crm: 'devrev', org: stage.world.org, duplicate };
      await mergedByHand(db, { ...of, cluster, primary, run: EARLIER });
      await undoneByHand(db, { ...of, now: `REVU-${1000 + at}`, undo: `undo-${EARLIER}-1` });
    }
    await scene.workerHere();
    const run = await scene.start({ canary: 5 });
    const bad = { held: 0, skipped: 0, failed: 0, notStarted: 0 };
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { ...bad, merged: 1 } });
    expect(readReport(scene, run).report.counts).toMatchObject({ takenBack: PAIRS.length + 1, held: 0 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-3']);
    expect(refOf(scene, 'REVU-1')).toBe(OLD);
    expect(updatePosts(scene)).toBe(0);
    expect(await runScript(scene, ['status', run.id])).toMatchObject({ code: 0 });
  } finally {
    await scene.close();
  }
});
