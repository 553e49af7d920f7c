import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { testFolder } from '../support/folder.ts';
import { startTestTemporal } from '../support/servers.ts';

test('a Temporal that cannot start is reported with the last words of its log', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const started = startTestTemporal({ folder: testFolder(), port });
  await expect(started).rejects.toThrow(/^Temporal ended while starting:\n.*address already in use/s);
  server.close();
});
