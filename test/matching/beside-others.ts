import { expect } from 'vitest';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, matched } from './make.ts';

const people = (seed: number, rows: number, mark: string): string[] =>
  [...labelledContacts({ seed, rows })].map((row) => [`${mark}${row.id}`, ...contactCells(row).slice(1)].join());
const OURS = [
  'p1,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem',
  'p2,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,202 555 0143,,77 Birch St,Salem',
  'p3,Kate,Wolverton,,kwolv@post.test,202 555 0143,,,Salem',
];
const odds = ({ ids, match }: MatchedCsv, a: string, b: string): number => {
  const { weight, prior } = match.compare(ids.indexOf(a), ids.indexOf(b));
  return weight + prior;
};

/** So many rows of others take from a pair's odds no more than the prior does, and leave a cluster that is clear what it is. */
export async function holdsBeside(others: number): Promise<void> {
  const few = people(7, 400, 'a');
  const [small, large] = [
    await matched(csvOf(CONTACT_COLUMNS.join(), [...few, ...OURS])),
    await matched(csvOf(CONTACT_COLUMNS.join(), [...few, ...people(8, others, 'b'), ...OURS])),
  ];
  const [before, after] = [small, large].map(({ match }) => match.compare(0, 1).prior) as [number, number];
  expect(after).toBeLessThan(before);
  for (const [a, b] of [
    ['p1', 'p2'],
    ['p1', 'p3'],
  ] as const) {
    expect(odds(large, a, b)).toBeGreaterThanOrEqual(odds(small, a, b) + (after - before));
  }
  const auto = large.match.auto;
  const [one, other] = ['p1', 'p2'].map((id) => auto[large.ids.indexOf(id)] as number);
  expect(one).toBe(other);
  expect(one).toBeGreaterThanOrEqual(0);
}
