import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptLooks, type LookNow } from '../../control/review/kept-looks.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { createRun, type Run } from '../../store/runs/runs.ts';
import { smallWorld } from '../support/small-world.ts';
import { type Answer, as, FORM, send, startTestDesk, type TestDesk } from './desk.ts';

const PHONE = '+43 660 5550143';
const { world, plan } = smallWorld([
  { members: { 'REVU-1': [], 'REVU-2': [] }, decision: 'review', conversations: { 'CONV-1': ['REVU-2'] } },
]);
const [cluster] = plan.clusters;

let sandbox: DevrevSandbox;
let desk: TestDesk;
let run: Run;

beforeAll(async () => {
  const contacts = world.contacts.map((one) => ({ ...one, phoneNumbers: one.id === 'REVU-1' ? [PHONE] : [] }));
  sandbox = await startDevrevSandbox({ world: { ...world, contacts } });
  desk = await startTestDesk({
    env: { DEVREV_API_TOKEN: 'sandbox-token', DEVREV_BASE_URL: sandbox.url, DEVREV_RATE_LIMIT: '45/60s' },
  });
  const options = { canary: 5, window: 1, limit: null, approve: 'none' as const, csvDigest: null };
  run = await createRun(desk.desk.db, { plan, org: world.org, dryRun: false, options });
});

afterAll(async () => {
  await desk?.close();
  await sandbox?.close();
});

const at = (): string => `/runs/${run.id}/clusters/${cluster?.id}`;
const card = async (): Promise<string> => (await send(desk, { path: at(), headers: as('approve') })).body;
const press = (): Promise<Answer> =>
  send(desk, { path: `${at()}/look`, method: 'POST', headers: { ...FORM, ...as('approve') }, body: 'query=' });

/** One row of the table of contacts, as text. */
function row(page: string, field: string): string {
  const rows = page
    .split('<tr')
    .filter((one) => one.includes(`</span>${field}</th>`) || one.includes(`>${field}</th>`));
  return (rows[0] ?? '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

async function callsCounted(): Promise<number> {
  const [counted] = await desk.desk.db.execute<{ n: number }>(sql`select count(*)::int as n from rate_calls`);
  return counted?.n ?? 0;
}

test('What no file says of two contacts is shown after one look, with its date; each call is of the shared budget, and none writes', async () => {
  const before = await card();
  expect(before).toContain('Look now');
  expect(row(before, 'phone')).toContain('not in the file not in the file');
  const calls = sandbox.requests().length;
  const answer = await press();
  expect([answer.status, answer.headers.location]).toEqual([303, `${at()}#contacts-title`]);
  const after = await card();
  expect(after).toMatch(/Each contact looked at in DevRev on \d+ \w+ \d{4}, \d\d:\d\d UTC/);
  expect(row(after, 'phone')).toContain(`${PHONE} none shown`);
  expect(row(after, 'state')).toContain('active active');
  expect(row(after, 'conversations')).toContain('0 1');
  // Whose token it is, and of each contact itself and its conversations.
  const asked = sandbox.requests().slice(calls);
  expect(asked).toHaveLength(5);
  expect(await callsCounted()).toBe(5);
  expect(asked.filter(({ write }) => write)).toEqual([]);
  expect(desk.log.join()).not.toContain(PHONE);
});

test('What was read in the last minute is not read again; a program is told the same, and that a contact is gone', async () => {
  const calls = sandbox.requests().length;
  await press();
  expect(sandbox.requests()).toHaveLength(calls);
  const path = `/api/v1/clusters/${cluster?.id}/look?run=${run.id}`;
  const keyed = { ...as('approve'), 'idempotency-key': 'look' };
  const first = await send(desk, { path, method: 'POST', headers: keyed });
  const again = await send(desk, { path, method: 'POST', headers: keyed });
  expect([again.body, again.headers['idempotent-replayed']]).toEqual([first.body, 'true']);
  expect((await send(desk, { path: `${path}x`, method: 'POST', headers: keyed })).status).toBe(422);
  const told = JSON.parse(first.body);
  expect(told).toMatchObject({ run: run.id, underWay: false, failure: null });
  expect(told.contacts['REVU-1']).toMatchObject({
    state: 'active',
    phone: PHONE,
    conversations: { count: 0, more: false },
  });
});

const request = (more: Partial<LookNow> = {}): LookNow => ({
  ...{ db: desk.desk.db, config: desk.desk.config, run, clusterId: cluster?.id ?? '', contacts: ['REVU-1', 'REVU-2'] },
  ...more,
});

test('A contact that is not there any more is said to be gone, and one that nobody may read of another organization is not read', async () => {
  const gone = await keptLooks().look(request({ contacts: ['REVU-1', 'REVU-99'] }));
  expect([gone.failure, gone.contacts.get('REVU-99')?.state]).toEqual([null, null]);
  const other = await keptLooks().look(request({ run: { ...run, org: 'OTHER' } }));
  expect([other.contacts.size, other.failure]).toEqual([0, expect.stringContaining('is of organization OTHER')]);
});

test('Where there is no token it is said, and where the budget is used up a page waits no longer than it may and says that it goes on', async () => {
  const { crms } = desk.desk.config;
  const devrev = crms.devrev;
  if (devrev === undefined) throw new Error('No settings');
  const without = await keptLooks().look(request({ config: { crms: { devrev: { ...devrev, token: null } } } }));
  expect(without.failure).toContain('DEVREV_API_TOKEN');
  const tight = { crms: { devrev: { ...devrev, rateLimit: { calls: 6, windowMs: 2_000 } } } };
  const looks = keptLooks({ patienceMs: 0 });
  const slow = request({ config: tight, contacts: ['REVU-1', 'REVU-2'] });
  expect((await looks.look(slow)).isUnderWay).toBe(true);
  await expect.poll(() => looks.find(slow)?.contacts.size, { timeout: 20_000 }).toBe(2);
});
