import { expect, test } from 'vitest';
import { sandboxScript } from './sandbox-script.ts';

test('With a leash the script ends when its standard input closes.', async () => {
  const { child, firstLine, exit } = sandboxScript(['--leash']);
  expect(await firstLine).toContain('http://127.0.0.1:');
  child.stdin.end();
  expect(await exit).toEqual({ code: 0, signal: null });
});
