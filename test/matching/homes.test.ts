import { expect, test } from 'vitest';
import { LEVELS } from '../../matching/levels/compare.ts';
import { birthdaysShared } from '../../matching/model/household.ts';
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

test('A file says by its homes what a birthday is worth in one; where most share one they are no homes, and few say nothing', () => {
  expect(shared({ homes: 40, birthdays: 4 })).toBe(0.1);
  expect(shared({ homes: 40, birthdays: 0 })).toBe(1 / 40);
  expect(shared({ homes: 40, birthdays: 30 })).toBe(null);
  expect(shared({ homes: 10, birthdays: 1 })).toBe(null);
});
