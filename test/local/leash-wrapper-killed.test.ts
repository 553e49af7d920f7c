import { expect, test } from 'vitest';
import { identify } from '../../local/process/identity.ts';
import { startLeashed } from '../../local/process/leash.ts';
import { leftovers, processesBelow } from './process-tree.ts';

const FOREVER = ['-e', 'setInterval(() => {}, 1000)'];

test('a leashed command ends when somebody kills its wrapper', async () => {
  const leash = await startLeashed({ name: 'victim', command: process.execPath, args: FOREVER });
  const command = identify(leash.pid);
  const wrapper = processesBelow(process.pid).find(({ pid }) =>
    processesBelow(pid).some((one) => one.pid === leash.pid),
  );
  process.kill(wrapper?.pid ?? 0, 'SIGKILL');
  expect(await leash.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await leftovers(command ? [command] : [])).toEqual([]);
});
