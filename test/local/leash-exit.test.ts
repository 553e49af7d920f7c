import { expect, test } from 'vitest';
import { startLeashed } from '../../local/process/leash.ts';

test('a leashed command is given its environment and tells its last line and its exit code', async () => {
  const lines: string[] = [];
  const leash = await startLeashed({
    name: 'short',
    command: process.execPath,
    args: ['-e', "console.log('hello ' + process.env.WHO); process.stdout.write('last'); process.exitCode = 3"],
    env: { WHO: 'you' },
    onLine: (line) => lines.push(line),
  });
  expect(await leash.exited).toEqual({ code: 3, signal: null });
  expect(lines).toEqual(['hello you', 'last']);
});
