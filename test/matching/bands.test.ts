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

test('A group of more than ten is for a person', async () => {
  const rows = Array.from({ length: 11 }, (_, at) => kate(`p${at}`, at % 2 === 0 ? '1971-05-06' : ''));
  expect((await groupsWith(rows, 'clusters')).map(({ length }) => length)).toEqual([11]);
  expect(await groupsWith(rows, 'auto')).toEqual([]);
});
