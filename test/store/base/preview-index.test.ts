import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../config/env.ts';
import { baseInMemory } from '../../../contacts/base/in-memory.ts';
import { BASE_PROFILE } from '../../../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../../../contacts/base/policy.ts';
import { previewBase } from '../../../contacts/base/preview-base.ts';
import { withDigest } from '../../../contacts/planning/plan-text.ts';
import { previewIndex } from '../../../scripts/plan/preview-index.ts';
import { reportLeft } from '../../../store/reports/left.ts';
import { createRun } from '../../../store/runs/runs.ts';
import { AU, baseContact, email, phone, planned } from '../../contacts/base/make-base.ts';
import { ownDatabase, people, scanAll } from './play-base.ts';

const { db, url } = ownDatabase();
const NOWHERE = { out: null, byHand: null, review: null };
const OPTIONS = { canary: 0, window: 4, limit: null, approve: 'none' as const, csvDigest: null };
const choices = { crm: 'podium', policy: DEFAULT_POLICY, limit: 50, ...NOWHERE };

test('Without a file preview takes the last complete scan, says which, and gives the plan that the contacts give', async () => {
  const config = (org?: string) => loadConfig({ DATABASE_URL: url(), ...(org !== undefined && { PODIUM_ORG: org }) });
  await expect(previewIndex(choices, { region: null, config: config() })).rejects.toThrow(/no complete scan of podium/);
  const { id } = await scanAll(db(), { contacts: people(9), size: 4 }, { org: 'org_1' });
  const { planDigest } = await previewBase({ ...choices, source: baseInMemory(people(9)), regions: AU });
  expect(await previewIndex(choices, { region: null, config: config() })).toMatchObject({
    planDigest,
    contacts: 9,
    clusters: { auto: 0, review: 3 },
    scan: { id, org: 'org_1', hours: 0 },
    changedKeys: null,
  });
  await db().execute(sql`update base_scans set ended_at = ended_at - interval '25 hours'`);
  expect(await previewIndex(choices, { region: null, config: config() })).toMatchObject({ scan: { hours: 25 } });
  await scanAll(db(), { contacts: people(2), size: 4 }, { org: 'org_2' });
  await expect(previewIndex(choices, { region: null, config: config() })).rejects.toThrow(/Scanned are org_1, org_2/);
  expect(await previewIndex(choices, { region: null, config: config('org_2') })).toMatchObject({ contacts: 2 });
  const elsewhere = await previewIndex(choices, { region: 'US', config: config('org_2') });
  expect(elsewhere).toMatchObject({ faults: { not_a_valid_number: 2 }, changedKeys: { contacts: 2 } });
});

test('A report names the places in what it says of clusters that nobody approved', async () => {
  const wanting = (uid: string, ...marketingLocations: string[]) =>
    baseContact({
      uid,
      name: 'Ada Example',
      locations: ['loc_1'],
      channels: [phone('0412 345 678', { marketingLocations }), email('ada@example.com')],
    });
  const contacts = [wanting('ct_1', 'loc_1', 'loc_2'), wanting('ct_2', 'loc_1')];
  const locations = new Map([['loc_1', { uid: 'loc_1', name: 'Sydney CBD', country: 'AU' }]]);
  const regions = { ...AU, locations };
  await scanAll(db(), { contacts, size: 4 }, { org: 'named', regions });
  const clusters = (await planned(contacts, { regions })).clusters.map(({ cluster }) => cluster);
  const plan = withDigest({ clusters, crm: 'podium', profile: BASE_PROFILE });
  const run = await createRun(db(), { plan, org: 'named', dryRun: true, options: OPTIONS });
  const [left] = await reportLeft(db(), { run, profile: plan.profile });
  expect(left?.reason).toContain('lost in Sydney CBD, where all of them wanted it');
});
