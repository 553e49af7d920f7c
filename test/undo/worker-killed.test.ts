import { test } from 'vitest';
import { expectUndoneDespiteKills } from '../support/kill-undo.ts';

test('A worker killed where an undo frees, creates, hands back and ends, one after the other, is replaced, and nothing is done twice', () =>
  expectUndoneDespiteKills([
    'undo.free.after',
    'undo.create.before',
    'undo.create.after',
    'undo.hand-back.after',
    'undo.done.after',
  ]));
