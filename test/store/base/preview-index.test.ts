import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../config/env.ts';
import { baseInMemory } from '../../../contacts/base/in-memory.ts';
import { DEFAULT_POLICY } from '../../../contacts/base/policy.ts';
import { previewBase } from '../../../contacts/base/preview-base.ts';
import { previewIndex } from '../../../scripts/plan/preview-index.ts';
import { AU } from '../../contacts/base/make-base.ts';
import { ownDatabase, people, scanAll } from './play-base.ts';

const { db, url } = ownDatabase();
const NOWHERE = { out: null, byHand: null, review: null };
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
