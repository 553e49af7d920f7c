import { expect, test } from 'vitest';
import { sharedApi } from './api.ts';

const api = sharedApi({ API_HOST: '0.0.0.0', API_TOKEN: 'set-but-not-asked-for', CUSTOMERS_OPEN: '1' });

test('CUSTOMERS_OPEN opens the customer routes, as Compose needs it, to the names of this machine only', async () => {
  const local = api().url.replace('0.0.0.0', '127.0.0.1');
  expect((await fetch(`${local}/api/v1/customers`)).status).toBe(200);
  expect((await fetch(`${api().url}/api/v1/customers`)).status).toBe(421);
});
