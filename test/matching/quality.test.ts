import { expect, test } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, matched } from './make.ts';

const pairs = (sizes: Iterable<number>): number => [...sizes].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);

/** Pairs of one group that are one entity's, beside all that the groups have and all that there are. */
function score(groups: readonly string[], entities: readonly number[]): { precision: number; f1: number } {
  const [cells, byGroup, byEntity] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, key: string): void => void to.set(key, (to.get(key) ?? 0) + 1);
  for (const [at, group] of groups.entries()) {
    add(cells, `${group} ${entities[at]}`);
    add(byGroup, group);
    add(byEntity, String(entities[at]));
  }
  const [right, said, there] = [cells, byGroup, byEntity].map((counts) => pairs(counts.values())) as [
    number,
    number,
    number,
  ];
  return { precision: said === 0 ? 1 : right / said, f1: (2 * right) / (said + there) };
}

test.each([21, 22])(
  'Of 4,000 generated contacts (seed %i) most duplicates are found, and the auto band joins no two people',
  async (seed) => {
    const rows = [...labelledContacts({ seed, rows: 4000 })];
    const entityOf = new Map(rows.map(({ id, entity }) => [id, entity]));
    const { ids, match } = await matched(
      csvOf(
        CONTACT_COLUMNS.join(),
        rows.map((row) => contactCells(row).join()),
      ),
    );
    const entities = [...ids].map((id) => entityOf.get(id) ?? -1);
    expect(score([...match.clusters].map(String), entities).f1).toBeGreaterThan(0.9);
    const auto = score(
      [...match.auto].map((group, at) => (group < 0 ? `alone ${at}` : String(group))),
      entities,
    );
    expect(auto.precision).toBe(1);
    expect(new Set(match.auto).size).toBeGreaterThan(200);
  },
);

test('The generator gives the same rows for a seed, others for another, each id once, and what makes matching hard', () => {
  const make = (seed: number) => [...labelledContacts({ seed, rows: 2000 })];
  const rows = make(4);
  expect(make(4)).toEqual(rows);
  expect(make(5)).not.toEqual(rows);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2000);
  expect(rows.some(({ email }) => /^(info|office|sales|support|contact)@/.test(email))).toBe(true);
  expect(rows.some(({ last }) => /\p{Script=Cyrillic}/u.test(last))).toBe(true);
  const homes = new Map<string, Set<number>>();
  for (const { last, address, entity } of rows) {
    if (address !== '') homes.set(`${last} ${address}`, (homes.get(`${last} ${address}`) ?? new Set()).add(entity));
  }
  expect([...homes.values()].some((people) => people.size > 1)).toBe(true);
});
