import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { send, sharedApi } from './api.ts';

const api = sharedApi();

beforeEach(async () => {
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
});

interface Page {
  items: { id: number; customer_id: number }[];
  next_cursor: string | null;
}

const LIST = '/api/v1/customers';
const HUBSPOT = `${LIST}/source/hubspot`;

async function get(path: string): Promise<{ status: number; body: unknown }> {
  return await send(api().url + path, undefined, 'GET');
}

async function page(path: string, query: string): Promise<Page> {
  const { status, body } = await get(`${path}?${query}`);
  expect(status).toBe(200);
  return body as Page;
}

async function add(count: number, source = 'hubspot'): Promise<void> {
  const customers = Array.from({ length: count }, (_, id) => ({
    customer_id: id,
    name: 'Ada',
    email: 'ada@example.com',
    source,
  }));
  await send(`${api().url}/api/v1/customers/bulk`, { customers });
}

test('The pages of any size together are the plain array, of all records and of one source', async () => {
  await add(7);
  await add(5, 'internal');
  await add(4);
  for (const path of [LIST, HUBSPOT]) {
    const whole = (await get(path)).body;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 18 }), async (limit) => {
        const items: unknown[] = [];
        let cursor: string | null = '';
        for (let pages = 0; cursor !== null && pages < 20; pages += 1) {
          const found: Page = await page(path, `limit=${limit}${cursor && `&cursor=${cursor}`}`);
          expect(found.items.length).toBeGreaterThan(0);
          expect(found.items.length).toBeLessThanOrEqual(limit);
          expect(found.next_cursor === null || found.items.length === limit).toBe(true);
          items.push(...found.items);
          cursor = found.next_cursor;
        }
        expect(items).toEqual(whole);
      }),
      { numRuns: 18 },
    );
  }
});

test('Records that come or go meanwhile move no other to another page', async () => {
  await add(10);
  const first = await page(LIST, 'limit=4');
  await add(3);
  await api().store.pool.query('delete from customers where id = any($1) or customer_id = 5', [
    first.items.map(({ id }) => id),
  ]);
  const second = await page(LIST, `limit=4&cursor=${first.next_cursor}`);
  const third = await page(LIST, `limit=100&cursor=${second.next_cursor}`);
  expect([first, second, third].map(({ items }) => items.map(({ customer_id }) => customer_id))).toEqual([
    [0, 1, 2, 3],
    [4, 6, 7, 8],
    [9, 0, 1, 2],
  ]);
  expect(third.next_cursor).toBeNull();
});

test('A cursor alone gives pages of a hundred; an empty list has one empty page', async () => {
  expect(await page(LIST, 'limit=1000')).toEqual({ items: [], next_cursor: null });
  await add(150);
  const { next_cursor } = await page(LIST, 'limit=1');
  expect(next_cursor).toMatch(/^[\w-]+$/);
  expect((await page(LIST, `cursor=${next_cursor}`)).items).toHaveLength(100);
});

test('Limits out of range, and cursors that this list has not given, get a problem', async () => {
  await add(5);
  const { next_cursor: cursor } = await page(HUBSPOT, 'limit=2');
  const problem = async (path: string) => {
    const response = await fetch(api().url + path);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return `${response.status} ${((await response.json()) as { type: string }).type}`;
  };
  for (const limit of ['', '0', '-1', '1001', '1e2', '2.0', '١', '99999999999999999999']) {
    expect(await problem(`${LIST}?limit=${limit}`)).toBe('422 urn:contact-dedupe:problem:parameter-invalid');
  }
  const own = (text: string) => Buffer.from(text).toString('base64url');
  const cursors = [
    '',
    'x',
    `${cursor}=`,
    `${cursor}A`,
    cursor?.slice(1),
    own('1 -1 hubspot'),
    own('1 9223372036854775808 hubspot'),
    own(`1 1' hubspot`),
    own('2 1 hubspot'),
    own('1 01 hubspot'),
  ];
  for (const odd of cursors) {
    expect(await problem(`${HUBSPOT}?limit=2&cursor=${odd}`), odd).toBe(
      '422 urn:contact-dedupe:problem:cursor-invalid',
    );
  }
  expect(await problem(`${LIST}?cursor=${cursor}`)).toBe('422 urn:contact-dedupe:problem:cursor-invalid');
  expect((await get(`${LIST}/source/unknown?limit=2`)).body).toMatchObject({ detail: [{ loc: ['path', 'source'] }] });
});
