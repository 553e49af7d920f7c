import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import { type BaseSource, planBase } from '../../../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../../../contacts/base/policy.ts';
import { indexedContact, withBaseIndex } from '../../../store/base/index-source.ts';
import { contacts } from '../../contacts/base/arbitrary-base.ts';
import { AU, planned } from '../../contacts/base/make-base.ts';
import { ownDatabase, people, scanAll } from './play-base.ts';

const { db } = ownDatabase();

async function planText(source: BaseSource, regions = AU): Promise<string> {
  let text = '';
  const onCluster = (_: unknown, piece: string): void => {
    text += piece;
  };
  const { lastText } = await planBase({ source, crm: 'podium', policy: DEFAULT_POLICY, regions, onCluster });
  return text + lastText;
}

test('The index gives the plan that the contacts themselves give, byte by byte', async () => {
  let run = 0;
  const dated = (one: BaseContact): BaseContact => ({
    ...one,
    updatedAt: one.updatedAt === 'yesterday' ? '2026-01-01T00:00:00Z' : one.updatedAt,
  });
  await fc.assert(
    fc.asyncProperty(contacts, fc.integer({ min: 1, max: 7 }), async (drawn, size) => {
      const all = drawn.map(dated);
      const org = `p${run++}`;
      await scanAll(db(), { contacts: all, size }, { org });
      const text = await withBaseIndex(db(), { crm: 'podium', org }, async (index) =>
        index === null ? '' : await planText(index.source),
      );
      expect(text).toBe((await planned(all)).text);
    }),
    { seed: 8, numRuns: 25 },
  );
});

test('Other regions, or another library, have all numbers read anew, and what is another number now is told', async () => {
  const owner = { crm: 'podium', org: 'upgraded' };
  await scanAll(db(), { contacts: people(4), size: 3 }, { org: owner.org });
  const read = (regions = AU) =>
    withBaseIndex(
      db(),
      owner,
      async (index) => [index && (await planText(index.source, regions)), await index?.changed()] as const,
    );
  const [text, none] = await read();
  expect(none).toBeNull();
  await db().execute(sql`update base_keys set version = 'older', key = '+61400000000' where uid = 'ct_0002'`);
  const [same, changed] = await read();
  expect(same).toBe(text);
  expect(changed).toEqual({
    contacts: 1,
    first: [{ uid: 'ct_0002', before: ['+61400000000'], now: ['+61412345002'] }],
  });
  expect((await read({ ...AU, region: 'US' }))[1]).toMatchObject({ contacts: 4 });
});

test('A contact of the index is found by its uid', async () => {
  await scanAll(db(), { contacts: people(2), size: 3 }, { org: 'one' });
  expect(await indexedContact(db(), { crm: 'podium', org: 'one', uid: 'ct_0001' })).toEqual(people(2)[1]);
  expect(await indexedContact(db(), { crm: 'podium', org: 'one', uid: 'ct_9' })).toBeNull();
  expect(await indexedContact(db(), { crm: 'podium', org: 'nobody', uid: 'ct_0001' })).toBeNull();
});
