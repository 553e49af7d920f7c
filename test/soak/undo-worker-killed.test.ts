import { test } from 'vitest';
import { FAILPOINTS } from '../../activities/failpoint.ts';
import { expectUndoneDespiteKills } from '../support/kill-undo.ts';

/** Of these merges the primary has got nothing of its own that would be freed or set back. */
const PLACES = FAILPOINTS.filter((name) => name.startsWith('undo.') && !/^undo\.(free|restore)\./.test(name));

test('A worker killed at each step of an undo, one after the other, is replaced, and nothing is done twice', () =>
  expectUndoneDespiteKills(PLACES));
