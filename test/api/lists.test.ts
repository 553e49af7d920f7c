import { expect, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { fillByDatabase, openTransactions, send, sharedApi } from './api.ts';

const api = sharedApi();
const url = (path = ''): string => `${api().url}/api/v1/customers${path}`;

interface Listed {
  id: number;
  customer_id: number;
  name: string;
}

/** Names that a list must give back as they are, although it is cut into pieces and escaped twice on its way. */
const NAMES = ['\\N', 'tab\tline\nreturn\r', '"quoted" \\ \u0001 \u2028', 'é😀', ',', ']', '\\.'];

async function fill(count: number): Promise<void> {
  await fetch(url(), { method: 'DELETE' });
  const customers = Array.from({ length: count }, (_, index) => ({
    customer_id: index,
    name: NAMES[index % NAMES.length],
    email: 'ada@example.com',
    source: index % 4 === 0 ? 'internal' : 'hubspot',
  }));
  expect((await send(url('/bulk'), { customers })).status).toBe(201);
}

test.each([0, 1, 1999, 2000, 2001, 4000])('A list of %i records is whole and in order', async (count) => {
  await fill(count);
  const all = (await (await fetch(url())).json()) as Listed[];
  expect(all.map(({ customer_id }) => customer_id)).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(all.map(({ name }) => name)).toEqual(all.map((_, index) => NAMES[index % NAMES.length]));
  const internal = (await (await fetch(url('/source/internal'))).json()) as Listed[];
  expect(internal).toEqual(all.filter((_, index) => index % 4 === 0));
});

test('A list shows one state of the table, whatever is removed while it is read', async () => {
  await fillByDatabase(api(), 20_000);
  const answer = await fetch(url());
  await fetch(url(), { method: 'DELETE' });
  expect(await answer.json()).toHaveLength(20_000);
});

test('Readers that leave in the middle keep no connection, and slow ones do not keep others waiting', async () => {
  await fillByDatabase(api(), 60_000);
  const leaving = new AbortController();
  // Twice as many as there are connections for lists.
  for (let round = 0; round < 2; round += 1) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(url(), { signal: leaving.signal })));
    expect((await fetch(`${api().url}/health`)).status).toBe(200);
    await Promise.all(answers.map((answer) => answer.body?.cancel()));
    await until('no list is being read any more', async () => (await openTransactions(api())) === 0);
  }
  expect(await (await fetch(url('/source/internal'))).json()).toHaveLength(60_000);
});
