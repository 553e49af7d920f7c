import { test } from 'vitest';
import { expectUndoneDespiteKills, UNDO_PLACES } from '../support/kill-undo.ts';

test('A worker killed before and after each step of an undo, one after the other, is replaced, and nothing is done twice', () =>
  expectUndoneDespiteKills(UNDO_PLACES));
