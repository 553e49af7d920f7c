import { expect, test } from 'vitest';
import { editedHere } from '../support/source-copy.ts';
import { plantEach } from './plant-each.ts';
import { EVERY_DAY, ON_SOAK, SOUND } from './planted-bugs.ts';

plantEach(EVERY_DAY, { sound: SOUND });

test('Each bug that only the soak plants still has its place in our source', () => {
  for (const { edits } of ON_SOAK) for (const edit of edits) expect(editedHere(edit)).toContain(edit.replace);
});
