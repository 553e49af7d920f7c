import { expect, test } from 'vitest';
import { NotReachable } from '../../config/not-reachable.ts';
import { freePort } from '../../local/free-port.ts';
import { openClient } from '../../temporal/open-client.ts';

test('a Temporal address where nobody answers is reported with the address', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const target = { address, namespace: 'n', connectionOptions: { address }, how: 'TEMPORAL_ADDRESS' };
  const error = await openClient(target, 500).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NotReachable);
  expect(String(error)).toContain(`Cannot reach Temporal at '${address}' (TEMPORAL_ADDRESS)`);
});
