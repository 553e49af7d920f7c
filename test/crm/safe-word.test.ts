import { expect, test } from 'vitest';
import { safeWord } from '../../crm/http/safe-word.ts';

test.each(['active', 'shadow', 'in_review', 'a'.repeat(40)])('%s is a word of the CRM', (word) => {
  expect(safeWord(word)).toBe(word);
});

test.each(['', 'Active', 'jane@example.com', 'a b', 'x\x1b[2J', 'café', 'a\n', 'a'.repeat(41)])(
  '%j is unknown',
  (text) => {
    expect(safeWord(text)).toBe('unknown');
  },
);
