import { expect, test } from 'vitest';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';
import { LEVELS } from '../../matching/levels/compare.ts';
import { birthdaysShared, homesForEach } from '../../matching/model/household.ts';
import { countVector, openVectorCounts } from '../../matching/model/vectors.ts';
import type { Field, FieldKind } from '../../matching/records/table.ts';
import { openArena, openDictionary } from '../../matching/text/dictionary.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, groupsOf, matched } from './make.ts';

const crowd = [...labelledContacts({ seed: 7, rows: 2000 })].map((row) => contactCells(row).join());

test('Twins of one home are two people where the file has homes', async () => {
  const found = await matched(
    csvOf(CONTACT_COLUMNS.join(), [
      ...crowd,
      'p1,Peter,Wolverton,1971-05-06,,202 555 0143,,77 Birch Street,Salem',
      'p2,Angela,Wolverton,1971-05-06,,202 555 0143,,77 Birch Street,Salem',
    ]),
  );
  expect(groupsOf(found, 'clusters').filter((group) => group.includes('p1') || group.includes('p2'))).toEqual([]);
  const [one = 0, other = 0] = ['p1', 'p2'].map((id) => found.ids.indexOf(id));
  const { steps, weight } = found.match.compare(one, other);
  expect(steps.reduce((sum, { bits }) => sum + bits, 0)).toBe(weight);
  expect(steps.map(({ field }) => field)).toContain('home');
});

const addsUp = ({ match, ids }: MatchedCsv, a: string, b: string): { home: number; odds: number } => {
  const { steps, weight, prior } = match.compare(ids.indexOf(a), ids.indexOf(b));
  expect(steps.reduce((sum, { bits }) => sum + bits, 0)).toBe(weight);
  return { home: steps.find(({ field }) => field === 'home')?.bits ?? 0, odds: weight + prior };
};

test('Who has no first name may be anybody of a home: what a home explains is not enough, what one person alone has is', async () => {
  const found = await matched(
    csvOf(CONTACT_COLUMNS.join(), [
      ...crowd,
      'p1,Peter,Wolverton,,peter.wolverton8@mail.test,202 555 0143,,77 Birch Street,Salem',
      'p2,,Wolverton,,angelaw@post.test,202 555 0143,,77 Birch Street,Salem',
      'p3,,Wolverton,,peter.wolverton8@mail.test,202 555 0143,,77 Birch Street,Salem',
    ]),
  );
  const [open, sure] = [addsUp(found, 'p1', 'p2'), addsUp(found, 'p1', 'p3')];
  expect(open.home).toBeLessThan(-10);
  expect(open.odds).toBeLessThan(0);
  expect(sure.home).toBe(0);
  expect(sure.odds).toBeGreaterThan(10);
});

test('Two of one firm who have no name in common are two people, however much the firm explains', async () => {
  const found = await matched(
    csvOf(CONTACT_COLUMNS.join(), [
      ...crowd,
      'p1,Peter,Wolverton,,peter@quillfeather.test,202 555 0143,Quillfeather Foods Ltd,1 Quay Lane,Salem',
      'p2,Angela,Smith,,asmith@quillfeather.test,202 555 0143,Quillfeather Foods Ltd,1 Quay Lane,Salem',
    ]),
  );
  const { home, odds } = addsUp(found, 'p1', 'p2');
  expect(home).toBeLessThan(-10);
  expect(odds).toBeLessThan(0);
});

const KINDS: readonly FieldKind[] = ['first', 'last', 'dob', 'address'];
const fields = KINDS.map((kind): Field => {
  const [dictionary, values] = [openDictionary(openArena()), new Int32Array(0)];
  return { kind, name: kind, headers: [kind], dictionary, width: 1, values };
});

/** So many pairs of one surname, two first names and one address, of which so many have one birthday; and as many strangers. */
function shared({ homes, birthdays }: { homes: number; birthdays: number }): number | null {
  const home = (birth: number): number[] => [1, LEVELS.last, birth, LEVELS.address];
  const vectors = openVectorCounts(fields.length);
  for (let at = 0; at < homes; at++) {
    countVector(vectors, Uint8Array.from(home(at < birthdays ? LEVELS.dob : 1)), 1, 0);
    countVector(vectors, Uint8Array.of(1, 1, LEVELS.dob, LEVELS.address), 1, 0);
  }
  return birthdaysShared(fields, vectors);
}

test('How many homes there are for each person is counted where first names were not looked at', () => {
  const vectors = openVectorCounts(fields.length);
  const rules = [{ fields: [0, 1] }, { fields: [3] }];
  const count = (levels: number[], rule: number, times: number): void => {
    for (let at = 0; at < times; at++) countVector(vectors, Uint8Array.from(levels), 1 << rule, 0);
  };
  count([1, LEVELS.last, 1, LEVELS.address], 1, 30);
  count([LEVELS.first, LEVELS.last, 0, LEVELS.address], 1, 120);
  count([LEVELS.first, LEVELS.last, 0, LEVELS.address], 0, 5000);
  count([1, 1, 1, LEVELS.address], 1, 700);
  expect(homesForEach(fields, { vectors, rules, birthdays: 0.1 })).toBe(0.25);
});

test('A file says by its homes what a birthday is worth in one; where most share one they are no homes, and few say nothing', () => {
  expect(shared({ homes: 40, birthdays: 4 })).toBe(0.1);
  expect(shared({ homes: 40, birthdays: 0 })).toBe(1 / 40);
  expect(shared({ homes: 40, birthdays: 30 })).toBe(null);
  expect(shared({ homes: 10, birthdays: 1 })).toBe(null);
});
