import { expect, test } from 'vitest';
import { send, sharedApi } from './api.ts';

const api = sharedApi();

test('200 uploads at once keep exact counts, the refused ones among them leave nothing', async () => {
  const path = () => `${api().url}/api/v1/customers`;
  const upload = async (upload: number): Promise<number> => {
    const customers = Array.from({ length: 50 }, (_, index) => ({
      customer_id: upload * 50 + index,
      name: `Person ${index}`,
      email: `person${index}@example.com`,
      source: ['salesforce', 'hubspot', 'internal'][index % 3],
    }));
    // Every tenth has a fault in its last record.
    if (upload % 10 === 0) customers[49] = { customer_id: 1, name: '', email: 'x', source: 'x' };
    return (await send(`${path()}/bulk`, { customers })).status;
  };
  const statuses = await Promise.all(Array.from({ length: 200 }, (_, index) => upload(index)));
  expect(statuses.filter((status) => status === 201)).toHaveLength(180);
  expect(statuses.filter((status) => status === 422)).toHaveLength(20);
  const { body } = await send(`${api().url}/api/v1/deduplication/analyze`, undefined, 'GET');
  expect(body).toMatchObject({ total_records: 9000, unique_customers: 9000, duplicates_found: 0 });
  expect((await send(path(), undefined, 'DELETE')).body).toMatchObject({ details: { deleted_count: 9000 } });
});
