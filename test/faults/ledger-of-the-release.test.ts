import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused } from '../../control/refused.ts';
import { startResolve } from '../../control/start-resolve.ts';
import type { Resolution, Settlement } from '../../store/ledger/settlement.ts';
import type { ResolveResult } from '../../workflows/types.ts';
import { locked } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { checkOutReleased, releasedModules } from '../support/released.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { makeFolder } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

/** How the backup of a duplicate is lost, and whose. */
const LOST: [how: string, duplicate: string, lose: (folder: string) => void][] = [
  ['damaged', 'REVU-2', (folder) => appendFileSync(join(folder, 'metadata.json'), ' ')],
  ['gone', 'REVU-4', (folder) => rmSync(folder, { recursive: true })],
];

const folder = makeFolder();
let scene: Scene;

/** The released version sends two merges that never land, and gives up on both; evidence was not frozen with a pair then. */
beforeAll(async () => {
  const source = checkOutReleased(folder);
  const released = await releasedModules(source);
  const { world, plan } = smallWorld(manyPairs(2));
  scene = await openScene({ world, plan, migrate: released.migrateDatabase });
  scene.sandbox.addFault({ on: 'rev-users.merge', times: 2, do: { kind: 'tickets-first' } });
  const worker = await scene.worker({}, source);
  const run = await released.startRun({
    ...{ client: scene.client, db: scene.database.db, plan, org: world.org, dryRun: false, timing: TEST_TIMING },
    options: { canary: 2, window: 2, limit: null, approve: 'auto', csvDigest: null },
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
  });
  await standstill(scene, run);
  await scene.client.workflow.getHandle(run.workflowId).cancel();
  await scene.result(run).catch(() => undefined);
  await worker.end();
  expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial', 'REVU-4': 'partial' });
  for (const [, duplicate, lose] of LOST) {
    const root = scene.env.BACKUP_DIR ?? '';
    lose(join(root, readdirSync(root).find((name) => name.endsWith(`_${duplicate}`)) ?? ''));
  }
  await scene.worker();
});

afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function say(
  duplicate: string,
  as: Resolution | Settlement,
  digest?: string,
): Promise<Partial<ResolveResult> & { refused?: string }> {
  const cluster = scene.plan.clusters.find(({ duplicates }) => duplicates.includes(duplicate));
  const request = {
    ...{ client: scene.client, db: scene.database.db, as, by: 'ada', crms: {}, timing: TEST_TIMING },
    pair: `${cluster?.id}.${duplicate}`,
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
    ...(digest === undefined ? {} : { word: { because: 'both looked at by hand', digest } }),
  };
  try {
    return await (await startResolve(request)).result();
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

test.for(LOST)(
  'A pair of a ledger that the released version made, whose backup is %s, ends by a settlement alone, and nothing is sent',
  async ([, duplicate]) => {
    expect(await say(duplicate, 'merged')).toMatchObject({ outcome: 'held', why: { code: 'no-evidence' } });
    expect(await say(duplicate, 'abandon')).toHaveProperty('refused');
    expect(await say(duplicate, 'resend')).toHaveProperty('refused');
    const { seen } = await say(duplicate, 'settled-apart');
    expect(seen).toMatchObject({ primaryThere: true, duplicateThere: true });
    expect(await say(duplicate, 'settled-apart', seen?.digest)).toMatchObject({ outcome: 'settled-apart' });
    expect(await pairStates(scene)).toMatchObject({ [duplicate]: 'settled-apart' });
    expect((await locked(scene)).filter((contact) => contact === duplicate)).toEqual([]);
    expect(mergePosts(scene)).toBe(2);
  },
);
