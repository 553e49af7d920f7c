import { expect, test } from 'vitest';
import { levelWords } from '../../contacts/explain/matched-words.ts';
import { LEVELS } from '../../matching/levels/compare.ts';
import { LEVEL_NAMES } from '../../matching/levels/level-names.ts';
import { USUAL } from '../../matching/model/start.ts';
import { FIELD_KINDS } from '../../matching/records/table.ts';

/** Codes that are words already. */
const PLAIN = ['different', 'equal'];

test.for(FIELD_KINDS)('Each level of %s has a name, words for people, and a share to begin with', (kind) => {
  const names = LEVEL_NAMES[kind];
  expect({ names: names.length, shares: USUAL[kind].length }).toEqual({ names: LEVELS[kind], shares: LEVELS[kind] });
  expect(names.filter((name) => levelWords(name) === name && !PLAIN.includes(name))).toEqual([]);
  expect(USUAL[kind].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});
