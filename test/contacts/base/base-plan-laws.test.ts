import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupByKey } from '../../../contacts/base/key-groups.ts';
import { baseMember } from '../../../contacts/base/member.ts';
import { collectKeys } from '../../../contacts/base/plan-base.ts';
import { parsePlan } from '../../../contacts/planning/parse-plan.ts';
import { contacts } from './arbitrary-base.ts';
import { AU, planned } from './make-base.ts';

const POLICIES = [{}, { crossLocation: 'auto_merge' as const }, { threshold: 60 }];
const policy = fc.constantFrom(...POLICIES);
const shuffled = contacts.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
);

test('The same contacts in any order give the same plan, byte by byte, and the plan reads back', async () => {
  await fc.assert(
    fc.asyncProperty(shuffled, policy, async ([all, other], given) => {
      const { text } = await planned(all, { policy: given });
      expect((await planned(other, { policy: given })).text).toBe(text);
      expect(parsePlan(text)).toMatchObject({ crm: 'podium', profile: 'contact-base' });
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('Nobody is merged automatically with another name, another e-mail, or without a number of their own in common', async () => {
  await fc.assert(
    fc.asyncProperty(contacts, policy, async (all, given) => {
      const { clusters } = await planned(all, { policy: given });
      for (const { cluster, ranked } of clusters) {
        if (cluster.decision !== 'auto') continue;
        for (const a of ranked) {
          for (const b of ranked) {
            if (a.name !== '' && b.name !== '') expect(a.name).toBe(b.name);
            if (a.emails.size > 0 && b.emails.size > 0)
              expect([...a.emails].some((one) => b.emails.has(one))).toBe(true);
            expect(a.keys.some(({ key }) => b.keys.some((other) => other.key === key))).toBe(true);
          }
        }
      }
    }),
    { seed: 6, numRuns: 200 },
  );
});

test('Everybody who shares a number with another is in a cluster or comes up later in one', async () => {
  await fc.assert(
    fc.asyncProperty(contacts, async (all) => {
      const { clusters } = await planned(all);
      const told = new Set(
        clusters.flatMap(({ cluster }) => [...cluster.members.map(({ id }) => id), ...(cluster.later ?? [])]),
      );
      const merged = clusters.flatMap(({ cluster }) => cluster.members.map(({ id }) => id));
      expect(new Set(merged).size).toBe(merged.length);
      const { clusters: together } = await planned(all, { policy: { crossLocation: 'auto_merge' } });
      for (const { cluster } of together) for (const { id } of cluster.members) expect(told).toContain(id);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('A contact is the same, whether its number is known from its group or read again', () => {
  fc.assert(
    fc.property(contacts, (all) => {
      const collector = collectKeys(AU);
      for (const contact of all) collector.add(contact);
      const grouping = groupByKey({ across: 'separately' });
      for (const key of collector.shared()) grouping.add(key);
      const byUid = new Map(all.map((contact) => [contact.uid, contact]));
      for (const { uids, numbers } of grouping.groups()) {
        for (const [at, uid] of uids.entries()) {
          const contact = byUid.get(uid);
          if (contact === undefined) throw new Error(`Nobody is ${uid}`);
          expect(baseMember(contact, AU, numbers[at])).toEqual(baseMember(contact, AU));
        }
      }
    }),
    { seed: 8, numRuns: 200 },
  );
});
