import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type Activities, createActivities } from '../../activities/index.ts';
import { loadConfig } from '../../config/env.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { createRun } from '../../store/runs/runs.ts';
import type { PairState } from '../../store/types.ts';
import { createDeps } from '../../workers/create-deps.ts';
import { createStore } from '../support/database.ts';
import { TRIO, TRIO_REFS, withRefs } from '../support/external-refs.ts';
import { makeFolder } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';

const { world, plan } = withRefs(smallWorld([TRIO]), TRIO_REFS);
const clusterId = plan.clusters[0]?.id ?? '';
const token = randomUUID();

let database: Database;
let staging: DevrevSandbox;
let activities: Activities;
let folder: string;
let backupDir: string;
let runId: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
  staging = await startDevrevSandbox({ world: { ...world, org: 'staging' }, options: {} });
  folder = makeFolder();
  backupDir = join(folder, 'backups');
  const env = { DEVREV_API_TOKEN: 'sandbox-token', DEVREV_BASE_URL: staging.url, DEVREV_RATE_LIMIT: 'unlimited' };
  const made = await createDeps({ config: loadConfig(env, folder), databaseUrl: url });
  activities = createActivities(made.deps);
  close = made.close;
  const consent = [{ field: 'tnt__opt_out', optedOut: true }];
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null, consent };
  ({ id: runId } = await createRun(database.db, { plan, org: world.org, dryRun: false, options }));
  await storeDecision(database.db, { runId, choice: 'approve', by: 'Ada', selection: { all: true } });
  await takeOnCluster(database.db, { runId, clusterId, token }, reasonWords);
});

afterAll(async () => {
  await close();
  await database.close();
  await staging.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Grows, as the number of a workflow's steps does. */
let step = 0;

beforeEach(() => {
  step += 1;
});

const cluster = () => ({ runId, mode: 'real' as const, crm: 'devrev', org: world.org, clusterId, part: 0 });
const pair = () => ({ cluster: cluster(), primary: 'REVU-1', duplicate: 'REVU-2', token, step });

interface Case {
  /** Where the ledger has the pair. */
  state: PairState;
  request: () => object;
}

/** Every step that reads or writes the contacts. */
const CASES: Partial<Record<keyof Activities, Case>> = {
  openRun: { state: 'approved', request: () => ({ runId }) },
  backUpContact: { state: 'approved', request: () => ({ cluster: cluster(), contact: 'REVU-2', readAttempts: 1 }) },
  tightenConsent: { state: 'verified', request: () => ({ pair: pair(), readAttempts: 1 }) },
  checkFresh: { state: 'consent-tightened', request: () => ({ pair: pair(), readAttempts: 1 }) },
  sendMerge: { state: 'fresh', request: () => ({ pair: pair(), reservation: randomUUID(), timeoutMs: 1_000 }) },
  reconcileMerge: {
    state: 'sent',
    request: () => ({
      ...{ pair: pair(), more: false, quietMs: 1_000, partialMs: 1_000 },
      ...{ longestLookMs: 1_000, goneApartMs: 100 },
    }),
  },
  changeExternalRef: { state: 'done', request: () => ({ cluster: cluster(), primary: 'REVU-1', token, step }) },
};

function run(name: keyof Activities, request: object): Promise<unknown> {
  const activity = activities[name] as (request: object) => Promise<unknown>;
  return new MockActivityEnvironment({ attempt: 1 }).run(activity, request);
}

test.for(Object.keys(CASES) as (keyof Activities)[])(
  '%s of another organization than the token is refused before anything is read or sent, and may be tried again',
  async (name) => {
    const { state, request } = CASES[name] as Case;
    await database.db.execute(sql`update pairs set state = ${state} where cluster_id = ${clusterId}`);
    const type = 'WrongOrganization';
    const refusal: unknown = await run(name, request()).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ type, nonRetryable: false });
    expect(new Set(staging.requests().map(({ path }) => path))).toEqual(new Set(['dev-users.self']));
  },
);

/** What somebody has said of the database since the worker began. */
const SINCE = {
  WrongDatabase: sql`set id = gen_random_uuid()`,
  WrongBackups: sql`set backup_store = gen_random_uuid()`,
};

const EACH = { ...CASES, verifyBackups: { state: 'backed-up', request: pair } } as Record<keyof Activities, Case>;

test.for(
  (Object.keys(EACH) as (keyof Activities)[]).flatMap((name) =>
    (['WrongDatabase', 'WrongBackups'] as const).map((type) => [name, type] as const),
  ),
)(
  '%s is refused (%s) before anything is read, sent or claimed where the store is not what it was',
  async ([name, type]) => {
    const { state, request } = EACH[name];
    const { db } = database;
    const [was] = await db.execute<{ id: string; place: string }>(
      sql`select id, backup_store as place from store_identity`,
    );
    await db.execute(sql`update pairs set state = ${state} where cluster_id = ${clusterId}`);
    const rows = () => db.execute(sql`select duplicate_id, state, seq from pairs order by duplicate_id`);
    const before = { pairs: [...(await rows())], asked: staging.requests().length };
    await db.execute(sql`update store_identity ${SINCE[type]}`);
    try {
      await expect(run(name, request())).rejects.toMatchObject({ type, nonRetryable: false });
    } finally {
      await db.execute(sql`update store_identity set id = ${was?.id}, backup_store = ${was?.place}`);
    }
    expect({ pairs: [...(await rows())], asked: staging.requests().length }).toEqual(before);
  },
);

test('A step of another database is refused', async () => {
  const stranger = { runId, limit: 5, canary: false, databaseId: randomUUID() };
  await expect(run('nextClusters', stranger)).rejects.toMatchObject({ type: 'WrongDatabase', nonRetryable: false });
});

test('A run that the database does not have is no empty page of clusters, and a cluster of it is not one that may not start', async () => {
  const unknown = { runId: '0123456789ab-9', limit: 5, canary: true };
  await expect(run('nextClusters', unknown)).rejects.toMatchObject({ type: 'NotInStore', nonRetryable: false });
  const opened = { runId: '0123456789ab-9', clusterId, token };
  await expect(run('openCluster', opened)).rejects.toMatchObject({ type: 'NotInStore', nonRetryable: false });
});

test('Once a person has said that the backups are elsewhere, a worker that writes to the old place takes no step any more', async () => {
  await fileBackups({ db: database.db, root: `${backupDir}-new` }).take();
  const request = { runId, limit: 5, canary: false };
  await expect(run('nextClusters', request)).rejects.toMatchObject({ type: 'WrongBackups', nonRetryable: false });
});
