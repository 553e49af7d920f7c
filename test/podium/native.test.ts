import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReviewLine } from '../../contacts/base/shown/review-line.ts';
import { proveMerge } from '../../control/proofs/prove-merge.ts';
import { startResolve } from '../../control/start-resolve.ts';
import { resumeRun } from '../../control/stop/pause-run.ts';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { PodiumFault } from '../../sandbox/podium/faults.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { settingsAt } from '../crm/podium/client.ts';
import { atTerminal } from '../scripts/at-terminal.ts';
import { runScript } from '../scripts/run-script.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { type MergeScene, openMergeScene, type PairOfRun } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, NEWSLETTER, phone, REFUSED } from './people.ts';

const tried = mobile();
const [tryKept, tryGone] = [
  contact({ channels: [phone(tried)] }),
  contact({ channels: [phone(tried)], tags: [FLEET] }),
];

let scene: MergeScene;
/** The uid of one that was refused by 422. */
let refusedAcross: string;
let shown: Awaited<ReturnType<typeof proveMerge>>;

beforeAll(async () => {
  scene = await openMergeScene([tryKept, tryGone], { kind: null, nativeMerge: true, tickOnChange: true });
  const addresses = { primary: tryKept.conversations[0] ?? '', duplicate: tryGone.conversations[0] ?? '' };
  shown = await proveMerge({
    ...{ crm: 'podium', settings: settingsAt(scene.podium.url, scene.tokenFile), db: scene.database.db },
    ...{ kind: 'native', testOrg: scene.world.org, by: 'ada', restorable: null, addresses },
    confirm: async () => true,
    patienceMs: 600_000,
  });
  await scene.workerHere();
});

afterAll(() => scene.close());

interface Merged {
  kept: WorldPodiumContact;
  gone: WorldPodiumContact[];
  ended: Record<string, PairOfRun>;
  runId: string;
  /** What the CRM's log has of it. */
  since: ReturnType<MergeScene['done']>;
}

/** A contact that has opted in, and so many of its number that refuse messages, go through a run of their own. */
async function merged({ many = 1, faults = [] }: { many?: number; faults?: PodiumFault[] }): Promise<Merged> {
  const number = mobile();
  const name = `Native Example${number.slice(-4)}`;
  const channels = [phone(number, { marketing: [HARBOUR] }), email(`${number.slice(1)}@example.com`)];
  const kept = contact({ name, channels, tags: [NEWSLETTER] });
  const gone = Array.from({ length: many }, () =>
    contact({ name, channels: [phone(number, { optedOutAt: REFUSED })], tags: [FLEET] }),
  );
  for (const one of [kept, ...gone]) scene.podium.act({ kind: 'add', contact: one });
  await scene.scan({ full: true });
  scene.podium.tick();
  const before = scene.podium.effects().length;
  for (const fault of faults) scene.podium.addFault(fault);
  const { id: runId } = await scene.run({ of: gone[0]?.uid ?? '' });
  const ended = await scene.ended(gone.map(({ uid }) => uid));
  scene.podium.clearFaults();
  return { kept, gone, ended, runId, since: scene.podium.effects().slice(before) };
}

function refusedBy(status: number): PodiumFault {
  const body = { code: 'conflict', message: 'A practice refusal', moreInfo: '' };
  return { on: 'merge', do: { kind: 'status', status, body } };
}

function now({ uid }: WorldPodiumContact): WorldPodiumContact | undefined {
  return scene.podium.contacts().find((one) => one.uid === uid);
}

function mergesAsked(since: Merged['since']): string[] {
  return since.flatMap(({ kind, subject }) => (kind === 'write' && subject.endsWith('/merge') ? [subject] : []));
}

test('That Podium merges by its own request is shown with two contacts made for it, and with that alone it may', () => {
  expect(shown).toMatchObject({
    kind: 'native',
    answers: { duplicateGone: true, primaryThere: true, tags: true, conversations: true },
  });
});

test('Each duplicate is asked for alone; what only they had, and what they refused, is with the kept one before', async () => {
  const { kept, gone, ended, since } = await merged({ many: 2 });
  expect(gone.map(({ uid }) => ended[uid])).toMatchObject([
    { state: 'done', proof: 'gone twice' },
    { state: 'done', proof: 'gone twice' },
  ]);
  expect(mergesAsked(since)).toHaveLength(2);
  expect(since.filter(({ kind }) => kind === 'merged').map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(gone.map(({ uid }) => uid)),
  );
  expect(since.filter(({ subject }) => subject.startsWith('DELETE'))).toEqual([]);
  expect(now(kept)).toMatchObject({
    tags: expect.arrayContaining([NEWSLETTER, FLEET]),
    conversations: expect.arrayContaining(gone.flatMap(({ conversations }) => conversations)),
  });
  expect(now(kept)?.channels[0]).toMatchObject({ optedOutAt: expect.any(String), marketing: [] });
  const steps = since.map(({ kind, what }) => what ?? kind);
  for (const before of ['transactional opt-out', 'campaigns opt-out', 'tags'])
    expect(steps.indexOf(before)).toBeLessThan(steps.indexOf('merged'));
  expect(since.filter(({ kind }) => kind === 'message')).toEqual([]);
});

test('A native merge whose answer is lost is found to be done, and is not asked for again', async () => {
  const { gone, ended, since } = await merged({ faults: [{ on: 'merge', do: { kind: 'lose' } }] });
  expect(ended[gone[0]?.uid ?? '']).toMatchObject({ state: 'done', proof: 'gone twice' });
  expect(mergesAsked(since)).toHaveLength(1);
});

test('A 409 is found out by reading: nothing came of it, nobody asks again, and a person may have it sent once more', async () => {
  const { db } = scene.database;
  const { gone, ended, since, runId } = await merged({ faults: [refusedBy(409)] });
  const [uid = ''] = gone.map((one) => one.uid);
  expect(ended[uid]).toMatchObject({ state: 'not-applied', why: { values: { answered: 409 } } });
  expect(mergesAsked(since).length).toBeLessThanOrEqual(1);
  const [row] = await db.execute<{ pair: string }>(
    sql`select cluster_id || '.' || primary_id || '.' || duplicate_id as pair from pairs where duplicate_id = ${uid}`,
  );
  // It was the canary: the brake asks a person, and nothing is sent before.
  await until('the brake has seen it', async () => (await requireRun(db, runId)).stopAt !== null);
  await resumeRun({ client: async () => scene.client, db, run: await requireRun(db, runId) });
  const { result } = await startResolve({
    ...{ client: scene.client, db, pair: row?.pair ?? '', by: 'ada', timing: TEST_TIMING },
    crms: { podium: settingsAt(scene.podium.url, scene.tokenFile) },
    ...{ as: 'resend', taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '' },
  });
  expect(await result()).toMatchObject({ outcome: 'done', reason: null });
  expect(gone.map(now)).toEqual([undefined]);
});

test('A 422 puts the two among those of different places: no plan merges them without a person any more', async () => {
  const { kept, gone, ended } = await merged({ faults: [refusedBy(422)] });
  const [uid = ''] = gone.map((one) => one.uid);
  expect(ended[uid]).toMatchObject({ state: 'not-applied', why: { values: { answered: 422 } } });
  await scene.scan({ full: true });
  const { clusters } = await scene.plan();
  const again = clusters.find(({ duplicates }) => duplicates.includes(uid));
  expect(again).toMatchObject({ primary: kept.uid, decision: 'review' });
  expect(again?.reason).toContain('different places');
  refusedAcross = uid;
});

test('The line of --review calls the two cross_location, and whoever reviews a run of that plan reads why', async () => {
  const [plan, lines] = ['plan.json', 'review.ndjson'].map((name) => join(scene.folder, name)) as [string, string];
  const words = ['preview', '--crm', 'podium', '--out', plan, '--review', lines];
  expect(await runScript(scene, words)).toMatchObject({ code: 0 });
  const all = readFileSync(lines, 'utf8').trim().split('\n');
  const line = all
    .map((text) => JSON.parse(text) as ReviewLine)
    .find(({ members }) => members.some(({ contact_uid }) => contact_uid === refusedAcross));
  expect(line).toMatchObject({ review_reason: 'cross_location', auto_merge: false });
  expect(line?.why.join()).toContain('different places');
  const started = await runScript(scene, ['start', '--plan', plan, '--yes', '--json']);
  expect(started).toMatchObject({ code: 0 });
  const { run } = JSON.parse(started.out) as { run: string };
  const { child, seen, ended } = atTerminal(scene, ['review', run, '--by', 'ada']);
  await until('a card is shown', async () => seen().trimEnd().endsWith('q quit'));
  child.stdin.write('q');
  await ended;
  expect(seen()).toMatch(/different\s+places/);
});
