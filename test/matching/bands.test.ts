import { expect, test } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, groupsOf, matched } from './make.ts';

const crowd = [...labelledContacts({ seed: 7, rows: 800 })].map((row) => contactCells(row).join());
const groupsWith = async (rows: readonly string[], which: 'clusters' | 'auto'): Promise<string[][]> => {
  const found = await matched(csvOf(CONTACT_COLUMNS.join(), [...crowd, ...rows]));
  return groupsOf(found, which).filter((group) => group.some((id) => /^p\d+$/.test(id)));
};
const kate = (id: string, birth: string): string =>
  `${id},Katherine,Wolverton,${birth},katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem`;

test('Two whom a birthday tells apart are never in one group of the auto band, also not through a third without one', async () => {
  const groups = await groupsWith([kate('p1', '1971-05-06'), kate('p2', ''), kate('p3', '1942-11-23')], 'auto');
  expect(groups.filter((group) => group.includes('p1') && group.includes('p3'))).toEqual([]);
});

test('Somebody who fits two people belongs to neither of them before a person has looked', async () => {
  const rows = [kate('p1', '1971-05-06'), kate('p2', ''), kate('p3', '1942-11-23')];
  const { ids, match } = await matched(csvOf(CONTACT_COLUMNS.join(), [...crowd, ...rows]));
  const [one, unsure, other] = ['p1', 'p2', 'p3'].map((id) => ids.indexOf(id)) as [number, number, number];
  expect([one, unsure, other].map((record) => match.auto[record])).toEqual([-1, -1, -1]);
  expect([match.notAuto(one, unsure), match.notAuto(unsure, other)]).toContain('fits-another');
  expect(match.clusters[one]).toBe(match.clusters[unsure]);
  const alone = await matched(csvOf(CONTACT_COLUMNS.join(), [...crowd, ...rows.slice(0, 2)]));
  expect(groupsOf(alone, 'auto')).toContainEqual(['p1', 'p2']);
});

test('A group of more than ten is for a person', async () => {
  const rows = Array.from({ length: 11 }, (_, at) => kate(`p${at}`, at % 2 === 0 ? '1971-05-06' : ''));
  expect((await groupsWith(rows, 'clusters')).map(({ length }) => length)).toEqual([11]);
  expect(await groupsWith(rows, 'auto')).toEqual([]);
});

test('A file whose clusters hold together loosely has no auto band, and says so', async () => {
  // Of each three the middle one is like both others, who are not like each other.
  const threes = [...labelledContacts({ seed: 31, rows: 400 })]
    .filter(({ first, last }) => first !== '' && last !== '')
    .slice(0, 150)
    .flatMap(({ first, last }, at) => [
      `a${at},${first},${last},1971-05-06,left${at}@mail.test,+1 202 55${at + 10} 1143,,${at} Birch Street,Salem`,
      `b${at},${first},${last},,left${at}@mail.test,+1 303 66${at + 10} 2188,,,`,
      `c${at},${first},${last},1942-11-23,other${at}@post.test,+1 303 66${at + 10} 2188,,${at} Cedar Road,Dover`,
    ]);
  const found = await matched(csvOf(CONTACT_COLUMNS.join(), threes));
  const { autoClosed, cohesion } = found.match.model;
  expect(cohesion.density).toBeLessThan(0.7);
  expect(autoClosed).toBe('ambiguous');
  expect(groupsOf(found, 'auto')).toEqual([]);
});
