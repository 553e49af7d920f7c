import { expect, test } from 'vitest';
import { startLeashed } from '../../local/process/leash.ts';

const FOREVER = ['-e', 'setInterval(() => {}, 1000)'];

test('killing a leashed command by its process id shows the signal that ended it', async () => {
  const leash = await startLeashed({ name: 'victim', command: process.execPath, args: FOREVER });
  process.kill(leash.pid, 'SIGKILL');
  expect(await leash.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(leash.kill()).toBe(false);
});
