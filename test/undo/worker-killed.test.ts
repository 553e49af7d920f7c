import { test } from 'vitest';
import { expectUndoneDespiteKills } from '../support/kill-undo.ts';

test('A worker killed before and after an undo creates, and after it hands back, one after the other, is replaced, and nothing is done twice', () =>
  expectUndoneDespiteKills(['undo.create.before', 'undo.create.after', 'undo.hand-back.after']));
