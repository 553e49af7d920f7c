import { expect, test } from 'vitest';
import { winner } from './make.ts';

test('A contact that a person amended last wins against one that the bot amended', () => {
  expect(winner({ modifiedBy: 'DevRev Bot' }, { modifiedBy: 'Agnes Agent' })).toBe('not-bot REVU-2');
});

test('A contact that nobody amended counts as not amended by the bot', () => {
  expect(winner({ modifiedBy: 'devrev bot' }, { modifiedBy: '' })).toBe('not-bot REVU-2');
});
