import { expect, test } from 'vitest';
import { pairReasons } from '../support/ledger.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** Each cluster's first ticket has an attachment: TKT-1, TKT-4, TKT-7 and TKT-10. */
const CLUSTERS = [
  { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-3'] } },
  { members: { 'REVU-3': ['TKT-4', 'TKT-5'], 'REVU-4': ['TKT-6'] } },
  { members: { 'REVU-5': ['TKT-7', 'TKT-8'], 'REVU-6': ['TKT-9'] } },
  { members: { 'REVU-7': ['TKT-10'], 'REVU-8': ['TKT-11'] } },
];

test('An attachment that is missing or forbidden blocks its own pair, with the reason, and the others go on', async () => {
  const { world, plan } = smallWorld(CLUSTERS);
  const refuse = (on: string, artifact: string, what: '403' | '404') =>
    ({ on, every: 1, pair: { primary: artifact }, do: what }) as const;
  const faults = [
    refuse('artifacts.locate', 'ARTIFACT-1', '404'),
    refuse('artifacts.locate', 'ARTIFACT-4', '403'),
    refuse('attachment', 'ARTIFACT-7', '404'),
  ];
  const scene = await openScene({ world, plan, sandbox: { faults } });
  try {
    await scene.workerHere();
    const run = await scene.start();
    const progress = await standstill(scene, run);
    expect(progress).toMatchObject({ paused: true, counts: { done: 1, skipped: 3, held: 0 } });
    expect(progress.pauseReason).toContain('canary');
    expect(appliedMerges(scene)).toEqual(['REVU-7<-REVU-8']);
    expect(scene.sandbox.effects()).toHaveLength(1);
    expect(await pairStates(scene)).toEqual({
      'REVU-2': 'skipped',
      'REVU-4': 'skipped',
      'REVU-6': 'skipped',
      'REVU-8': 'done',
    });
    expect(await pairReasons(scene)).toMatchObject({
      'REVU-2': 'the backup of REVU-1 failed: Crm.not-found',
      'REVU-4': 'the backup of REVU-3 failed: Crm.forbidden',
      'REVU-6': 'the backup of REVU-5 failed: Crm.not-found',
    });
  } finally {
    await scene.close();
  }
});
