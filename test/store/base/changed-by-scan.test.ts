import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { parsePlan } from '../../../contacts/planning/parse-plan.ts';
import { changedKeysOf } from '../../../store/base/index-source.ts';
import { storeDecision } from '../../../store/runs/decisions.ts';
import { createRun } from '../../../store/runs/runs.ts';
import { phone, planned } from '../../contacts/base/make-base.ts';
import { ownDatabase, people, scanAll } from './play-base.ts';

const { db } = ownDatabase();
const owner = { crm: 'podium', org: 'upgraded' };

test('What another library reads otherwise is found by the scan that replaces the old numbers, and told until somebody approves in a run that shows it', async () => {
  const before = people(6);
  const scanned = (contacts: typeof before) => scanAll(db(), { contacts, size: 3 }, { org: owner.org });
  await scanned(before);
  await db().execute(sql`update base_keys set version = 'older'`);
  await db().execute(sql`update base_keys set key = '+61400000000' where uid = 'ct_0002'`);
  // This one has another phone since: no library is to blame.
  const now = before.map((one) => (one.uid === 'ct_0005' ? { ...one, channels: [phone('0412 999 999')] } : one));
  // Changes alone would leave the old numbers of all others.
  expect(await scanned(now)).toMatchObject({ isFull: true });
  const changed = {
    contacts: 1,
    first: [{ uid: 'ct_0002', before: ['+61400000000'], now: ['+61412345002'] }],
  };
  expect(await changedKeysOf(db(), owner)).toEqual(changed);
  expect(await scanned(now)).toMatchObject({ isFull: false });
  expect(await changedKeysOf(db(), owner)).toEqual(changed);

  const plan = parsePlan((await planned(now)).text);
  const approve = async (dryRun: boolean): Promise<void> => {
    const options = { canary: 1, window: 1, limit: null, approve: 'none', csvDigest: null, changedKeys: 1 } as const;
    const run = await createRun(db(), { plan, org: owner.org, dryRun, options });
    const selection = { clusters: plan.clusters.map(({ id }) => id) };
    await storeDecision(db(), { runId: run.id, choice: 'approve', by: 'ada', selection });
  };
  await approve(true);
  expect(await changedKeysOf(db(), owner)).toEqual(changed);
  await approve(false);
  expect(await changedKeysOf(db(), owner)).toBeNull();
});

test('Numbers that are read as before are none, however old the library that has read them', async () => {
  const org = 'as-before';
  await scanAll(db(), { contacts: people(6), size: 3 }, { org });
  await db().execute(sql`update base_keys set version = 'older'`);
  await scanAll(db(), { contacts: people(6), size: 3 }, { org });
  expect(await changedKeysOf(db(), { crm: 'podium', org })).toBeNull();
});
