import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { CrmError } from '../../crm/errors.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { crmAt } from '../crm/servers.ts';
import { smallWorld } from '../sandbox/small-world.ts';
import { createStore } from '../support/database.ts';
import { until } from '../support/outcome.ts';

const TOKEN = 'sandbox-token';

let sandbox: DevrevSandbox;
let databases: Database[] = [];

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  databases = [openDatabase({ url, max: 4 }), openDatabase({ url, max: 4 })];
  sandbox = await startDevrevSandbox({ world: smallWorld() });
});

afterAll(async () => {
  await sandbox.close();
  for (const database of databases) await database.close();
});

/** What two workers have of one token, each with a connection to Postgres of its own. */
function clients(limit: { calls: number; windowMs: number } | null) {
  return databases.map(({ db }) =>
    crmAt(sandbox.url, { token: TOKEN, budget: createRateBudget({ db, token: TOKEN, limit }) }),
  );
}

/** Remaining calls, as the headers of one more call by hand say; it counts too. */
async function remaining(): Promise<number> {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  return Number((await fetch(`${sandbox.url}/dev-users.self`, { headers })).headers.get('x-ratelimit-remaining'));
}

test('Two workers share the quota of their token through several windows of the CRM without a single 429', async () => {
  sandbox.configure({ rateLimit: { calls: 10, windowMs: 400 } });
  const [one, other] = clients({ calls: 10, windowMs: 1_000 });
  const before = sandbox.requests().length;
  await Promise.all(
    [one, other].map(async (crm) => {
      for (let call = 0; call < 12; call += 1) await crm?.readContact('REVU-1');
    }),
  );
  const made = sandbox.requests().slice(before);
  expect(made.map(({ status }) => status)).toEqual(Array(24).fill(200));
  expect((made.at(-1)?.at ?? 0) - (made[0]?.at ?? 0)).toBeGreaterThanOrEqual(1_500);
});

test('A quota that somebody else has used up is waited out by both workers, and used again when its window has ended', async () => {
  const [one, other] = clients(null);
  const limit = { calls: 3, windowMs: 1_500 };
  let error: unknown;
  // On a machine that stood still meanwhile the window has ended before it was used up.
  await until('a call is over the quota', async () => {
    sandbox.configure({ rateLimit: { ...limit } });
    await Promise.all([remaining(), remaining(), remaining()]);
    error = await one?.readContact('REVU-1').catch((reason: unknown) => reason);
    return sandbox.requests().at(-1)?.status === 429;
  });
  expect(error).toMatchObject({ kind: 'rate-limited' });
  const waitMs = error instanceof CrmError ? (error.retryAfterMs ?? 0) : 0;
  expect(waitMs).toBeGreaterThanOrEqual(1_000);
  const refused = sandbox.requests().at(-1);
  expect(refused).toMatchObject({ status: 429, overBudget: true });
  await Promise.all([other?.readContact('REVU-1'), one?.readContact('REVU-2')]);
  const after = sandbox.requests().slice(refused?.seq);
  expect(after.map(({ status }) => status)).toEqual([200, 200]);
  for (const { at } of after) expect(at - (refused?.at ?? 0)).toBeGreaterThanOrEqual(waitMs - 50);
});
