import { expect, test } from 'vitest';
import { sandboxScript } from './sandbox-script.ts';

test.each([
  [['--nonsense'], 'Unknown option'],
  [['--rate-limit', '45'], 'Cannot read --rate-limit "45"'],
])('The script refuses %j with 2 and says why.', async (args, words) => {
  const { errors, exit } = sandboxScript(args);
  expect(await exit).toEqual({ code: 2, signal: null });
  expect(errors()).toContain(words);
});

test('The script explains itself with --help.', async () => {
  const { firstLine, exit } = sandboxScript(['--help']);
  expect(await firstLine).toContain('Usage: ./scripts/sandbox.ts');
  expect(await exit).toEqual({ code: 0, signal: null });
});
