import { afterAll, beforeAll, expect, test } from 'vitest';
import { generatePodium } from '../../samples/podium/generate-podium.ts';
import type { PodiumSettings } from '../../sandbox/podium/settings.ts';
import { openScanScene, type ScanScene } from './scan-scene.ts';

/** One organization for all, which every test leaves with a complete scan. */
let scene: ScanScene;

beforeAll(async () => {
  scene = await openScanScene({}, generatePodium({ seed: 1, singles: 20 }));
  await scene.workerHere();
});
afterAll(() => scene.close());

const uids = (rows: unknown[]): unknown[] => rows.map((row) => (row as { uid: string }).uid);

function everyone(): string[] {
  return scene.podium
    .contacts()
    .map(({ uid }) => uid)
    .sort();
}

test('The first scan reads everybody, the next one only what was changed, and nothing is ever written', async () => {
  const first = await scene.scan();
  expect(first).toMatchObject({ state: 'complete', isFull: true, waitsFor: 'nothing', rejected: 0 });
  expect(uids(await scene.index())).toEqual(everyone());
  const [one, two] = scene.world.contacts;
  scene.podium.act({ kind: 'update', contact: one?.uid ?? '', change: { name: 'Pat Example' } });
  scene.podium.act({ kind: 'delete', contact: two?.uid ?? '' });
  const before = scene.podium.requests().length;
  const second = await scene.scan();
  expect(second).toMatchObject({ state: 'complete', isFull: false, contacts: 1 });
  expect(scene.podium.requests().length - before).toBeLessThan(4);
  const named = (await scene.index()).find((row) => (row as { uid: string }).uid === one?.uid) as { body: string };
  expect(JSON.parse(named.body).name).toBe('Pat Example');
  expect(uids(await scene.index())).toContain(two?.uid);
  expect(await scene.scan({ full: true })).toMatchObject({ state: 'complete', isFull: true });
  expect(uids(await scene.index())).toEqual(everyone());
  expect(scene.podium.effects().filter(({ kind }) => kind === 'write')).toEqual([]);
  expect(scene.podium.requests().filter(({ write, unknownPath }) => write || unknownPath)).toEqual([]);
});

test.each(['uid', 'oldest-change', 'newest-change'] as const)(
  'A contact that is changed while the pages are read is neither lost nor doubled, the list going by %s',
  async (order) => {
    scene.podium.configure({ order });
    const byChange = scene.podium.contacts().toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
    const moving = [byChange[0], byChange.at(-1), byChange[40]].map((contact) => contact?.uid ?? '');
    for (const [at, contact] of moving.entries()) {
      const act = { kind: 'update', contact } as const;
      scene.podium.addFault({ on: 'contacts', skip: 2 + at, do: { kind: 'act', act } });
    }
    expect(await scene.scan({ full: true })).toMatchObject({ state: 'complete' });
    expect(uids(await scene.index())).toEqual(everyone());
    const updatedAt = new Map(scene.podium.contacts().map((contact) => [contact.uid, contact.updatedAt]));
    for (const row of (await scene.index()) as { uid: string; updated_at: string }[])
      expect(Date.parse(row.updated_at)).toBe(Date.parse(updatedAt.get(row.uid) ?? ''));
  },
);

test('A cursor that dies in the middle begins its list again, and the index is the same', async () => {
  await scene.scan({ full: true });
  const whole = await scene.index();
  scene.podium.configure({ order: 'uid' });
  scene.podium.addFault({ on: 'contacts', skip: 4, times: 2, do: { kind: 'invalid-cursor' } });
  expect(await scene.scan({ full: true })).toMatchObject({ state: 'complete' });
  expect(await scene.index()).toEqual(whole);
});

test.each([
  ['an unknown envelope', { envelope: 'snake' }],
  ['a list without cursors', { envelope: 'no-cursor' }],
] as const)('After %s the scan has failed, and the last complete one stays in force', async (_, patch) => {
  scene.podium.configure({ pageCap: 100 });
  await scene.scan({ full: true });
  const before = await scene.index();
  scene.podium.configure(patch as Partial<PodiumSettings>);
  await expect(scene.scan({ full: true })).rejects.toThrow();
  expect(await scene.status()).toMatchObject({ state: 'open', waitsFor: 'workflow', because: expect.any(String) });
  expect(await scene.index()).toEqual(before);
  scene.podium.configure({ envelope: 'documented', pageCap: 10 });
  expect(await scene.scan({ full: true })).toMatchObject({ state: 'complete' });
  expect(await scene.index()).toEqual(before);
});

test('A base without anybody is taken for a mistake', async () => {
  const before = await scene.index();
  const page = { status: 200, body: { data: [], metadata: { nextCursor: null } } };
  scene.podium.addFault({ on: 'contacts', times: 100, do: { kind: 'status', ...page } });
  await expect(scene.scan({ full: true })).rejects.toThrow();
  scene.podium.clearFaults();
  expect(await scene.status()).toMatchObject({
    state: 'cancelled',
    because: expect.stringContaining('found no contact'),
  });
  expect(await scene.index()).toEqual(before);
});

test('A scan of many pages goes on in new executions, and is the same', async () => {
  scene.podium.configure({ pageCap: 1 });
  const workflowId = await scene.start({ full: true, mostEvents: 12 });
  await scene.client.workflow.getHandle(workflowId).result();
  expect(uids(await scene.index())).toEqual(everyone());
  const listed = scene.client.workflow.list({
    query: `WorkflowId = '${workflowId}' and ExecutionStatus = 'ContinuedAsNew'`,
  });
  const goneOn: string[] = [];
  for await (const { runId } of listed) goneOn.push(runId);
  expect(goneOn.length).toBeGreaterThan(0);
});
