import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CustomersApi, serveCustomers } from '../../api/serve.ts';
import { loadApiSettings } from '../../config/api-settings.ts';
import { secret } from '../../config/secret.ts';
import { settingsAt } from '../crm/podium/client.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, FLEET, mobile, phone } from './people.ts';

const KEY = 'of-the-app';
const number = mobile();
const kept = contact({ channels: [phone(number), email('told@example.com')], tags: [FLEET] });
const gone = contact({ channels: [phone(number)] });

let scene: MergeScene;
let api: CustomersApi;

beforeAll(async () => {
  scene = await openMergeScene([kept, gone], {});
  api = await serveCustomers({
    databaseUrl: scene.env.DATABASE_URL ?? '',
    settings: loadApiSettings({ API_PORT: '0', HOOKS_ALLOWED_HOSTS: 'hooks.example.com' }),
    logLevel: 'silent',
    crms: { podium: { ...settingsAt(scene.podium.url, scene.tokenFile), hookSecret: secret(KEY) } },
  });
  await scene.workerHere();
});

afterAll(async () => {
  await api.close();
  await scene.close();
});

interface Told {
  body: string;
  key?: string;
  /** Seconds from now. */
  off?: number;
  host?: string;
  chunked?: boolean;
}

/** Over a connection of its own, as a sender would. */
function tell({ body, key = KEY, off = 0, host = 'hooks.example.com', chunked = false }: Told): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000) + off);
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  const headers = {
    ...{ host, 'content-type': 'application/json', 'podium-timestamp': timestamp, 'podium-signature': signature },
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const asking = request(`${api.url}/hooks/podium`, { method: 'POST', headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asking.on('error', reject).end(body);
  });
}

function merged({ id = randomUUID(), uids = [randomUUID()] }: { id?: string; uids?: string[] }): string {
  const [before, after = before] = uids;
  return JSON.stringify({
    metadata: { eventUid: id, eventType: 'contact.merged', organizationUid: scene.world.org },
    data: { before: { uid: before, name: 'Pat Example' }, after: { uid: after, phoneNumbers: [number] } },
  });
}

async function known(): Promise<string[]> {
  const rows = await scene.database.db.execute<{ all: string }>(sql`select h::text as all from hook_events h`);
  return rows.map(({ all }) => all);
}

test('Only what is signed with our secret, for our name, of these minutes and not too large is taken', async () => {
  const body = merged({});
  expect(await tell({ body, key: 'of-another' })).toBe(401);
  for (const off of [-310, 310]) expect(await tell({ body, off })).toBe(401);
  expect(await tell({ body, host: '127.0.0.1' })).toBe(421);
  const large = JSON.stringify({ note: 'x'.repeat(256 * 1024) });
  for (const chunked of [false, true]) expect(await tell({ body: large, chunked })).toBe(413);
  expect(await known()).toEqual([]);
});

test('Told again, or in another order, each event is kept once, and of the contact nothing but its uid', async () => {
  const [first, second] = ['ev-1', 'ev-2'].map((id) => merged({ id, uids: [gone.uid, kept.uid] }));
  for (const body of [second, first, second, first]) expect(await tell({ body: body ?? '' })).toBe(202);
  const rows = await known();
  expect(rows).toHaveLength(2);
  for (const row of rows) expect([row.includes('Pat'), row.includes(number)]).toEqual([false, false]);
});

test('While it cannot be kept, the sender is told to say it again', async () => {
  const { db } = scene.database;
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table hook_events in access exclusive mode`);
    expect(await tell({ body: merged({ id: 'ev-3' }) })).toBe(503);
  });
  expect(await tell({ body: merged({ id: 'ev-3' }) })).toBe(202);
});

test('A merge that Podium tells of between the last reading and ours puts the pair down: nobody is deleted', async () => {
  await scene.scan({ full: true });
  const answers: number[] = [];
  const tellOnce = async (): Promise<void> => {
    const [pair] = await scene.pairs();
    if (pair?.state !== 'intent' || answers.length > 0) return;
    answers.push(0);
    answers[0] = await tell({ body: merged({ id: 'ev-4', uids: [gone.uid, kept.uid] }) });
  };
  scene.podium.addFault({ on: 'contact', times: 1_000, do: { kind: 'run', run: tellOnce } });
  await scene.run();
  expect(await scene.ended([gone.uid])).toMatchObject({
    [gone.uid]: { state: 'drifted', why: { code: 'told-changed' } },
  });
  expect(answers).toEqual([202]);
  expect(scene.done().filter(({ kind }) => kind === 'deleted')).toEqual([]);
  expect(scene.podium.contacts().map(({ uid }) => uid)).toEqual(expect.arrayContaining([kept.uid, gone.uid]));
});
