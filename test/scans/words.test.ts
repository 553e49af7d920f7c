import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sayToScan } from '../../control/scan/say-to-scan.ts';
import { readTokens } from '../../crm/podium/tokens/token-file.ts';
import { until } from '../support/outcome.ts';
import { openScanScene, type ScanScene } from './scan-scene.ts';

/** One organization for all. */
let scene: ScanScene;

beforeAll(async () => {
  scene = await openScanScene();
  await scene.workerHere();
  await scene.scan();
});
afterAll(() => scene.close());
afterEach(() => {
  scene.podium.clearFaults();
  scene.podium.configure({ pageCap: 10, rateLimit: 'unlimited' });
});

/** So many pages are read, and the next one is asked for. */
const PAGES = 3;

interface HeldScan {
  name: string;
  say(word: 'pause' | 'resume' | 'cancel'): Promise<unknown>;
  /** Until then nothing more is answered. */
  letGo(): void;
}

/** A scan that is in the middle for as long as the test wants. */
async function heldScan(): Promise<HeldScan> {
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  scene.podium.configure({ pageCap: 2 });
  scene.podium.addFault({ on: 'contacts', skip: PAGES, times: 1000, do: { kind: 'run', run: () => gate } });
  await scene.start({ full: true });
  await until('some pages are read', async () => {
    const { state, pages } = await scene.status();
    return state === 'open' && pages === PAGES;
  });
  const name = (await scene.status()).scan ?? '';
  const control = { db: scene.database.db, client: async () => scene.client };
  return { name, say: (word) => sayToScan(control, { name, word }), letGo };
}

test('A second scan of the organization is refused while one is open, and the first goes on', async () => {
  const { name, say, letGo } = await heldScan();
  await expect(scene.start()).rejects.toThrow('ERR_DEDUP_014');
  await expect(scene.start()).rejects.toMatchObject({ todo: { code: 'look-at-scan', values: { scan: name } } });
  await say('cancel');
  letGo();
  await scene.over();
  expect((await scene.status()).state).toBe('cancelled');
});

test('A scan that is paused reads nothing until it is resumed', async () => {
  const { say, letGo } = await heldScan();
  await say('pause');
  letGo();
  await until('what was under way is kept, and nothing more is read', async () => {
    const asked = scene.podium.requests().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return asked === scene.podium.requests().length;
  });
  expect(await scene.status()).toMatchObject({ state: 'open', waitsFor: 'resume' });
  await say('resume');
  await scene.over();
  expect((await scene.status()).state).toBe('complete');
  expect(await scene.index()).toHaveLength(scene.world.contacts.length);
});

test('A scan that is cancelled leaves the last complete one in force', async () => {
  const before = await scene.index();
  const { say, letGo } = await heldScan();
  await say('cancel');
  letGo();
  await scene.over();
  expect((await scene.status()).state).toBe('cancelled');
  expect(await scene.index()).toEqual(before);
  await expect(say('pause')).rejects.toThrow("has ended as 'cancelled'");
});

test('A token that is over in the middle is exchanged, and the scan does not notice', async () => {
  scene.podium.addFault({ on: 'contacts', skip: 3, do: { kind: 'expire-token' } });
  const before = readTokens(scene.tokenFile)?.accessToken;
  expect(await scene.scan({ full: true })).toMatchObject({ state: 'complete' });
  expect(readTokens(scene.tokenFile)?.accessToken).not.toBe(before);
  expect(await scene.index()).toHaveLength(scene.world.contacts.length);
});

test('A scan whose refresh was lost waits for somebody to let us in, says so, and goes on by itself', async () => {
  scene.podium.addFault({ on: 'contacts', skip: 3, do: { kind: 'expire-token' } });
  scene.podium.addFault({ on: 'token', do: { kind: 'lose' } });
  const workflowId = await scene.start({ full: true });
  await until('it waits', async () => (await scene.status()).waitsFor === 'authorize');
  await scene.letIn();
  await scene.client.workflow.getHandle(workflowId).result();
  expect(await scene.index()).toHaveLength(scene.world.contacts.length);
  expect(scene.podium.effects()).toEqual([]);
});

test('While Podium does not answer the scan says so, and goes on by itself', async () => {
  scene.podium.addFault({ on: 'contacts', skip: 2, times: 5, do: { kind: 'status', status: 500, body: {} } });
  const workflowId = await scene.start({ full: true });
  await until('it waits', async () => (await scene.status()).waitsFor === 'crm');
  await scene.client.workflow.getHandle(workflowId).result();
  expect(await scene.index()).toHaveLength(scene.world.contacts.length);
});

test('Over its rate Podium is left alone as long as it takes, and all is read', async () => {
  scene.podium.configure({ retryAfter: true, rateLimit: { calls: 4, windowMs: 1_500 }, pageCap: 20 });
  expect(await scene.scan({ full: true })).toMatchObject({ state: 'complete' });
  expect(await scene.index()).toHaveLength(scene.world.contacts.length);
});
