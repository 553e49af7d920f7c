import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../local/free-port.ts';

test('a preferred port is taken when it is free, and another one when it is not', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const other = await freePort(port);
  expect(other).not.toBe(port);
  expect(other).toBeGreaterThan(1023);
  server.close();
});
