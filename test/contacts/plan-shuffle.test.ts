import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contact } from '../../contacts/contact.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { planText } from '../../contacts/planning/plan-text.ts';
import { generateWorld } from '../../samples/generate-world.ts';
import { createRandom } from '../../samples/random.ts';
import { contactArbitrary } from './arbitrary.ts';
import { clustersOfPlan, planOf } from './make.ts';

test('The plan of the sample has the same bytes under 100 shuffles of its rows', async () => {
  const { csv } = generateWorld({ seed: 1 });
  const [header = [], ...rows] = parse(csv, { relax_column_count: true }) as string[][];
  const { digest, clusters } = await planOf(csv);
  const random = createRandom(7);
  for (let round = 0; round < 100; round++) {
    const shuffled = await planOf(stringify([header, ...random.shuffle(rows)]));
    expect(bytes(shuffled.clusters)).toBe(bytes(clusters));
    expect(shuffled.digest).toBe(digest);
  }
});

test('Any contacts, with ties, repeated ids and notes, give the same bytes in any order', () => {
  const shuffled = fc
    .array(contactArbitrary(), { maxLength: 30 })
    .chain((contacts) => fc.tuple(fc.constant(contacts), order(contacts)));
  fc.assert(
    fc.property(shuffled, ([contacts, other]) => {
      expect(bytes(clustersOfPlan({ contacts: other }))).toBe(bytes(clustersOfPlan({ contacts })));
    }),
    { numRuns: 300 },
  );
});

function order(contacts: Contact[]): fc.Arbitrary<Contact[]> {
  return fc.shuffledSubarray(contacts, { minLength: contacts.length, maxLength: contacts.length });
}

function bytes(clusters: PlanCluster[]): string {
  return [...planText({ clusters, crm: 'devrev', profile: 'external-contacts' })].join('');
}
