import { expect, test } from 'vitest';
import { painter } from '../../scripts/cli/paint.ts';

test('there is colour on a terminal only, and none where NO_COLOR is set', () => {
  expect(painter({ isTTY: true }, {})('red', 'no')).toBe('\x1b[31mno\x1b[39m');
  expect(painter({ isTTY: true }, { NO_COLOR: '1' })('red', 'no')).toBe('no');
  expect(painter({}, {})('red', 'no')).toBe('no');
});
