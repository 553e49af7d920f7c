import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanHistory } from '../replay/clean-history.ts';
import { readable } from '../replay/history-files.ts';
import { readReport, reportFolder } from '../report/read-report.ts';
import { writes } from '../support/consent.ts';
import {
  appliedInOrder,
  NEW,
  OLD,
  OLDER,
  refChange,
  refOf,
  TRIO,
  TRIO_REFS,
  withRefs,
} from '../support/external-refs.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('The newest user ref is written to the primary once, after the last merge: rehearsed by a dry run, reported, never repeated', async () => {
  const scene = await openScene(withRefs(smallWorld([TRIO]), TRIO_REFS));
  try {
    await scene.workerHere();
    const dry = await scene.start({ dryRun: true });
    expect(await scene.result(dry)).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(writes(scene)).toEqual([]);
    expect(await refChange(scene, 'dry')).toMatchObject({ state: 'would-change', sends: 0 });
    expect(readReport(scene, dry).report.externalRefs).toMatchObject([
      { newRef: NEW, state: 'would-change', done: false },
    ]);

    const run = await scene.start();
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 2 } });
    expect(appliedInOrder(scene)).toEqual(['REVU-1<-REVU-2', 'REVU-1<-REVU-3', `REVU-1: ${OLD} -> ${NEW}`]);
    expect(await refChange(scene)).toEqual({ state: 'done', reason: null, sends: 1 });
    const { report } = readReport(scene, run);
    const facts = { primary: 'REVU-1', from: 'REVU-2', oldRef: OLD, newRef: NEW, state: 'done', done: true };
    expect(report.externalRefs).toMatchObject([{ ...facts, reason: null, otherRun: null }]);
    const csv = readFileSync(join(reportFolder(scene, run), 'external_refs.csv'), 'utf8');
    expect(csv.split('\n')[1]).toContain(`,REVU-1,REVU-2,${OLD},${NEW},done,true,,,`);

    const before = writes(scene);
    const again = await scene.start();
    expect(await scene.result(again)).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(writes(scene)).toEqual(before);
    expect(readReport(scene, again).report.externalRefs).toMatchObject([{ ...facts, otherRun: run.id }]);
    expect(refOf(scene, 'REVU-1')).toBe(NEW);

    const cluster = `merge-${run.crm}-${run.org}-${scene.plan.clusters[0]?.id}`;
    const history = await scene.client.workflow.getHandle(cluster).fetchHistory();
    const text = readable(cleanHistory(history));
    expect(text).toContain('"primaryId":"REVU-1"');
    expect([NEW, OLDER].filter((ref) => text.includes(ref))).toEqual([]);
  } finally {
    await scene.close();
  }
});
