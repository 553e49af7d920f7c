import { expect, test } from 'vitest';
import { startLeashed } from '../../local/process/leash.ts';

test('a command that does not exist is refused with its name', async () => {
  const started = startLeashed({ name: 'nothing', command: '/does/not/exist' });
  await expect(started).rejects.toThrow(/^Cannot start 'nothing': .*ENOENT/);
});
