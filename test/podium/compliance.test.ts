import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startResolve } from '../../control/start-resolve.ts';
import { resumeRun } from '../../control/stop/pause-run.ts';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { EXIT } from '../../scripts/cli/fail.ts';
import { failedCompliance } from '../../store/ledger/consent/compliance.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { settingsAt } from '../crm/podium/client.ts';
import { runDoctor } from '../scripts/doctor-checks.ts';
import { runScript } from '../scripts/run-script.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { loosened } from './loosened.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, HARBOUR, mobile, phone } from './people.ts';

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([contact({ name: 'Sam Single', channels: [phone(mobile())] })], {});
  await scene.workerHere();
});

afterAll(() => scene.close());

async function locks(): Promise<number> {
  const rows = await scene.database.db.execute(sql`select 1 from locks`);
  return rows.length;
}

async function notices(): Promise<string[]> {
  const rows = await scene.database.db.execute<{ event: string }>(sql`select event from notices order by created_at`);
  return rows.map(({ event }) => event);
}

function refuses({ uid }: WorldPodiumContact): boolean {
  const [first] = scene.podium.contacts().find((one) => one.uid === uid)?.channels ?? [];
  return first !== undefined && first.optedOutAt !== null && first.marketing.length === 0;
}

/** It was the canary: the brake asks a person. The consent of the pair has its own workflow meanwhile. */
async function goesOnToItsEnd(runId: string): Promise<void> {
  const { client, database } = scene;
  const run = () => requireRun(database.db, runId);
  await until('the brake has seen it', async () => (await run()).stopAt !== null);
  await resumeRun({ client: async () => client, db: database.db, run: await run() });
  await until('the run has ended', async () => (await run()).state === 'done');
}

test('A merge that takes refusals away is never well: the pair keeps its locks, somebody is told, the run ends, and it is refused again until it is', async () => {
  const { kept, gone, pair, runId } = await loosened(scene);
  expect(pair).toMatchObject({ state: 'held', why: { code: 'compliance-failed' } });
  await goesOnToItsEnd(runId);
  expect(await locks()).toBe(2);
  expect(await notices()).toContain('consent-failed');
  expect(await failedCompliance(scene.database.db)).toMatchObject([{ run: runId }]);
  expect(refuses(kept)).toBe(false);
  scene.podium.clearFaults();
  await until('the pair is done', async () => {
    const now = (await scene.pairs()).find(({ duplicate_id }) => duplicate_id === gone.uid);
    return now?.state === 'done';
  });
  expect(refuses(kept)).toBe(true);
  expect(await locks()).toBe(0);
  expect(await failedCompliance(scene.database.db)).toEqual([]);
});

test('A person ends it by the word for it alone, having seen what is refused: the merge stays proven, its consent does not', async () => {
  const { gone, kept } = await loosened(scene);
  const [failed] = await failedCompliance(scene.database.db);
  const resolve = (word?: { because: string; digest: string }) =>
    startResolve({
      ...{ client: scene.client, db: scene.database.db, pair: failed?.pair ?? '', by: 'ada', timing: TEST_TIMING },
      crms: { podium: settingsAt(scene.podium.url, scene.tokenFile) },
      ...{ as: 'settled-consent', taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '', word },
    }).then(({ result }) => result());
  const { seen } = await resolve();
  expect(seen?.consent?.[0]).toEqual({
    kind: 'phone',
    must: { refused: true, marketing: [] },
    now: { refused: false, marketing: [HARBOUR] },
  });
  expect(JSON.stringify(seen)).not.toContain(kept.channels[0]?.identifier);
  await expect(resolve({ because: 'it was another digest', digest: '0'.repeat(16) })).rejects.toThrow('digest');
  const word = { because: 'the customer has asked for it', digest: seen?.digest ?? '' };
  expect(await resolve(word)).toMatchObject({ outcome: 'done' });
  const [row] = await scene.database.db.execute<{ state: string; proof: string; settled: number | null }>(
    sql`select state, proof, (consent ->> 'settled')::int as settled from pairs where duplicate_id = ${gone.uid}`,
  );
  expect(row).toMatchObject({ state: 'done', proof: 'gone twice', settled: expect.any(Number) });
  expect(await locks()).toBe(0);
  expect(refuses(kept)).toBe(false);
  await expect(resolve(word)).rejects.toThrow(/wait for nobody/);
  scene.podium.clearFaults();
});

test('As long as it lasts nothing is well: its run has ended and says 5, and doctor, runs, its check and the report name the pair', async () => {
  const { runId } = await loosened(scene);
  await goesOnToItsEnd(runId);
  const [failed] = await failedCompliance(scene.database.db);
  const pair = failed?.pair ?? '-';
  const missing = { code: EXIT.unfinished, out: expect.stringMatching(new RegExp(`REFUSALS MISSING.*${pair}`)) };
  expect(await runScript(scene, ['report', runId])).toMatchObject(missing);
  expect(await runScript(scene, ['status', runId])).toMatchObject({ code: EXIT.unfinished });
  expect((await runScript(scene, ['runs'])).out).toMatch(new RegExp(`REFUSALS MISSING.*${pair}`));
  const check = await runScript(scene, ['runs', '--check', '--alert-after', '1000h']);
  expect(check).toMatchObject({ code: EXIT.waiting, out: expect.stringContaining(`Pair ${pair} is merged`) });
  const { merging } = (await runDoctor(scene, ['--only', 'merging'])).checks;
  expect(merging).toMatchObject({ status: 'failed', found: expect.stringContaining(pair) });
  scene.podium.clearFaults();
});
