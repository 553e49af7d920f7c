import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildPlan } from '../../contacts/planning/build-plan.ts';
import { planText } from '../../contacts/planning/plan-text.ts';
import { revuUser } from '../../contacts/profiles/revu-user.ts';
import { generateRevuUsers } from '../../samples/generate-revu-users.ts';
import { createRandom } from '../../samples/random.ts';
import { countTickets } from '../../samples/world/count-tickets.ts';
import { contactArbitrary } from './arbitrary.ts';
import { RULES } from './make.ts';
import { revuPlanOf } from './revu-user.ts';

const { world, csv } = generateRevuUsers({ seed: 1 });
const { plan, rejected, repeatedIds } = await revuPlanOf(csv);
const { clusters } = plan;

test('The sample has about sixty clusters of every decision, and rejected rows of every kind', () => {
  const count = (wanted: string): number => clusters.filter(({ decision }) => decision === wanted).length;
  expect(clusters.length).toBeGreaterThanOrEqual(55);
  expect(count('auto')).toBeGreaterThan(40);
  expect(count('review')).toBeGreaterThan(10);
  expect(count('blocked')).toBeGreaterThan(0);
  const columns = rejected.map(({ column }) => column).sort();
  expect(columns).toEqual(['EXTERNAL_REF', 'EXTERNAL_REF', 'REV_USER_ID', 'TICKET_COUNT', 'UPDATED_AT', null]);
  expect(repeatedIds).toHaveLength(1);
});

test('A person must look where two references are of DevRev itself, or none', () => {
  const reasons = clusters.filter(({ decision }) => decision === 'review').map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason.startsWith('2 contacts have an external ref'))).toHaveLength(5);
  expect(reasons.filter((reason) => reason.startsWith('no contact has an external ref'))).toHaveLength(5);
});

test('The world has every contact of the plan with that reference, and no fewer tickets than the CSV counts', () => {
  const counts = countTickets(world.tickets);
  const refs = new Map(world.contacts.map(({ id, externalRef }) => [id, externalRef]));
  for (const { id, externalRef, tickets } of clusters.flatMap(({ members }) => members)) {
    expect([id, refs.get(id)]).toEqual([id, externalRef]);
    expect(counts.get(id) ?? 0).toBeGreaterThanOrEqual(tickets);
  }
  expect(new Set(refs.values()).size).toBe(world.contacts.length);
});

test('Its plan has the same bytes under 50 shuffles of its rows and columns', async () => {
  const rows = parse(csv, { relax_column_count: true }) as string[][];
  const width = rows[0]?.length ?? 0;
  const random = createRandom(7);
  for (let round = 0; round < 50; round++) {
    const columns = random.shuffle([...Array(width).keys()]);
    const [header = [], ...others] = rows.map((row) =>
      row.length === width ? columns.map((column) => row[column] ?? '') : row,
    );
    const shuffled = await revuPlanOf(stringify([header, ...random.shuffle(others)]));
    expect(shuffled.plan.digest).toBe(plan.digest);
    expect([...planText(shuffled.plan)].join('')).toBe([...planText(plan)].join(''));
  }
});

test('Any contacts, with ties and repeated ids, give the same bytes and hand over the same references in any order', () => {
  const refs = fc.constantFrom('REVU-1', 'REVU-2', 'user_1', 'user_2', 'user_3');
  const contacts = fc.tuple(contactArbitrary(), refs).map(([one, externalRef]) => ({ ...one, externalRef }));
  const shuffled = fc
    .array(contacts, { maxLength: 30 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
  fc.assert(
    fc.property(shuffled, ([some, other]) => {
      const [one, two] = [some, other].map((rows) => {
        const made = buildPlan({
          contacts: rows,
          rejected: [],
          rules: RULES,
          neverMerge: new Map(),
          profile: revuUser,
        });
        return { text: [...planText(made)].join(''), refs: made.clusters.map((each) => revuUser.externalRef?.(each)) };
      });
      expect(two).toEqual(one);
    }),
    { numRuns: 200 },
  );
});
