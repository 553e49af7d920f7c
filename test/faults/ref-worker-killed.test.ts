import { expect, test } from 'vitest';
import { appliedInOrder, NEW, OLD, refChange, TRIO_REFS, withRefs } from '../support/external-refs.ts';
import { PAIR } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const MERGE = 'REVU-1<-REVU-2';
const CHANGE = `REVU-1: ${OLD} -> ${NEW}`;

/** The journal knows of the write in both; only in the second has the CRM got it. */
const KILLS = [
  { failpoint: 'ref.before', applied: [MERGE], sends: 2 },
  { failpoint: 'ref.after', applied: [MERGE, CHANGE], sends: 1 },
];

test.concurrent.for(KILLS)(
  'A worker killed at $failpoint is replaced: the reference is written once, and nothing else changes',
  async ({ failpoint, applied, sends }) => {
    const scene = await openScene(withRefs(smallWorld([PAIR]), TRIO_REFS));
    try {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${failpoint}:1:kill` });
      const run = await scene.start();
      expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
      expect(appliedInOrder(scene)).toEqual(applied);
      expect(await refChange(scene)).toEqual({ state: 'sent', reason: null, sends: 1 });
      await scene.workerHere();
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      expect(appliedInOrder(scene)).toEqual([MERGE, CHANGE]);
      expect(await refChange(scene)).toEqual({ state: 'done', reason: null, sends });
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    } finally {
      await scene.close();
    }
  },
);
