import { expect, test } from 'vitest';
import { consentOf, FIELD, historyOf, IN, MAPPING, OUT, optOuts, withConsents } from '../support/consent.ts';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** The journal knows of the write in both; only in the second has the CRM got it. */
const KILLS = [
  { failpoint: 'consent.before', applied: [] },
  { failpoint: 'consent.after', applied: [`REVU-1 {"${FIELD}":true}`] },
];

test.concurrent.for(KILLS)(
  'A worker killed at $failpoint is replaced: the opt-out is written once, is no drift, and precedes the merge',
  async ({ failpoint, applied }) => {
    const { world: plain, plan } = smallWorld([PAIR]);
    const world = withConsents(plain, { 'REVU-1': IN, 'REVU-2': OUT });
    const scene = await openScene({ world, plan, sandbox: { mergeCustomFields: 'overwrite' } });
    try {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${failpoint}:1:kill` });
      const run = await scene.start({ consent: MAPPING });
      expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
      expect(optOuts(scene)).toEqual(applied);
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'verified' });
      await scene.workerHere();
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      expect(optOuts(scene)).toEqual([`REVU-1 {"${FIELD}":true}`]);
      expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
      expect(historyOf(scene, { world, contact: 'REVU-1', rule: 'overwrite' })).toEqual([false, true, true]);
      expect(consentOf(scene, 'REVU-1')).toBe(true);
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    } finally {
      await scene.close();
    }
  },
);

test.concurrent.for(KILLS)(
  'A worker killed at $failpoint after a merge that loosened the primary is replaced, and the opt-out comes back',
  async ({ failpoint }) => {
    const { world, plan } = smallWorld([PAIR]);
    const act = { kind: 'editContact', id: 'REVU-2', patch: { customFields: IN } } as const;
    const scene = await openScene({
      world: withConsents(world, { 'REVU-1': OUT, 'REVU-2': OUT }),
      plan,
      sandbox: {
        mergeCustomFields: 'overwrite',
        faults: [{ on: 'rev-users.merge', do: { kind: 'act', when: 'apply', act } }],
      },
    });
    try {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${failpoint}:1:kill` });
      const run = await scene.start({ consent: MAPPING });
      expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
      await scene.workerHere();
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      expect(scene.sandbox.effects().map(({ kind }) => kind)).toEqual(['person-edit', 'merge', 'update']);
      expect(consentOf(scene, 'REVU-1')).toBe(true);
    } finally {
      await scene.close();
    }
  },
);
