import { expect, test } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, groupsOf, matched } from './make.ts';

const HEADER = `${CONTACT_COLUMNS.join()},system`;
/** In turns, so that one person's rows are now of one system, now of two. */
const crowd = [...labelledContacts({ seed: 7, rows: 1200 })];
const rows = crowd.map((row, at) => [...contactCells(row), at % 2 === 0 ? 'crm' : 'shop'].join());
const KATE = 'Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem';

const linked = (...more: string[]) => matched(csvOf(HEADER, [...rows, ...more]), { sourceColumn: 'system' });

test('Between two sources a person has one row of each at most, however equal others are', async () => {
  const found = await linked(`p1,${KATE},crm`, `p2,${KATE},crm`, `p3,${KATE},shop`);
  const source = (id: string): string => {
    const at = crowd.findIndex((row) => row.id === id);
    return at < 0 ? (id === 'p3' ? 'shop' : 'crm') : at % 2 === 0 ? 'crm' : 'shop';
  };
  const groups = groupsOf(found, 'clusters');
  for (const group of groups) expect(new Set(group.map(source)).size).toBe(group.length);
  expect(groups.filter((group) => group.includes('p3'))).toEqual([[expect.stringMatching(/^p[12]$/), 'p3']]);
  // Two fit one: nobody may approve that without a look.
  expect(groupsOf(found, 'auto').filter((group) => group.includes('p3'))).toEqual([]);
});

test('Most persons with a row in each source are found, and hardly anybody else', async () => {
  const found = await linked();
  const entity = new Map(crowd.map((row) => [row.id, row.entity]));
  const groups = groupsOf(found, 'clusters');
  const right = groups.filter(([a = '', b = '']) => entity.get(a) === entity.get(b)).length;
  const bySource = [0, 1].map((at) => new Set(crowd.filter((_, row) => row % 2 === at).map((row) => row.entity)));
  const there = [...(bySource[0] ?? [])].filter((one) => bySource[1]?.has(one)).length;
  expect(right / groups.length).toBeGreaterThan(0.9);
  expect(right / there).toBeGreaterThan(0.75);
});

test.each([
  [{ sourceColumn: 'origin' }, /has no column 'origin', which is to say where each row comes from; the file has id,/],
  [{ sourceColumn: 'city' }, /line \d+: column 'city' is empty, expected the source that the row comes from/],
])('%j is refused', async (options, said) => {
  await expect(matched(csvOf(HEADER, rows), options)).rejects.toThrow(said);
});

test('One source alone is refused', async () => {
  const one = crowd.slice(0, 10).map((row) => [...contactCells(row), 'crm'].join());
  await expect(matched(csvOf(HEADER, one), { sourceColumn: 'system' })).rejects.toThrow(
    /'system' has one value in all rows, expected two sources or more/,
  );
});
