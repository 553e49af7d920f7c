import fc from 'fast-check';
import { expect, test } from 'vitest';
import { query } from '../support/query.ts';
import { sharedApi } from './api.ts';

const api = sharedApi();
/** So many bodies are under way at once. */
const AT_ONCE = 20;

const odd = fc.oneof(
  fc.constantFrom(null, true, '', 0, -0, 1.5, 1e300, 2 ** 63, -(2 ** 63), 2 ** 53, '12', '9223372036854775808', [], {}),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    'a\0b',
    '\ud800',
    'x\udfff',
    '\\N',
    '\\.',
    '\\',
    'a\tb\nc\rd\b\f\v',
    "'; drop table customers;--",
    'é😀',
  ),
  fc.jsonValue(),
);
const id = fc.oneof({ weight: 6, arbitrary: fc.integer() }, { weight: 1, arbitrary: fc.bigInt().map(String) }, odd);
const name = fc.oneof({ weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 50, unit: 'grapheme' }) }, odd);
const email = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('ada@example.com', 'Ada <ada@example.com>', 'ä@bücher.example.com') },
  { weight: 1, arbitrary: fc.emailAddress() },
  odd,
);
const source = fc.oneof({ weight: 6, arbitrary: fc.constantFrom('salesforce', 'hubspot', 'internal') }, odd);
const customer = fc.record(
  { customer_id: id, name, email, source, phone: odd },
  { requiredKeys: ['customer_id', 'name', 'email', 'source'] },
);
const text = fc.oneof(
  customer.map((value) => ({ path: '', body: JSON.stringify(value), count: 1 })),
  fc
    .array(customer, { maxLength: 4 })
    .map((customers) => ({ path: '/bulk', body: JSON.stringify({ customers }), count: customers.length })),
  fc.anything().map((value) => ({ path: '/bulk', body: jsonOf({ customers: value }), count: 0 })),
);
/** As it is, with an integer of any length in it, or damaged. */
const body = fc.oneof(
  { weight: 4, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc
      .tuple(text, fc.bigInt())
      .map(([sent, number]) => ({ ...sent, body: sent.body.replace(/\d+/, `${number}`) })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(text, fc.nat(200), fc.string({ maxLength: 3 })).map(([sent, at, more]) => ({
      ...sent,
      body: sent.body.slice(0, at) + more + sent.body.slice(at + 1),
    })),
  },
);

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '{';
  }
}

test('Of 2,000 generated bodies each is taken whole or refused whole, and none is an error of ours', async () => {
  const bodies = fc.sample(body, { numRuns: 2000, seed: 20_261_121 });
  let taken = 0;
  const statuses = new Map<number, number>();
  for (let at = 0; at < bodies.length; at += AT_ONCE) {
    const answers = bodies.slice(at, at + AT_ONCE).map(async (sent) => {
      const response = await fetch(`${api().url}/api/v1/customers${sent.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: sent.body,
      });
      const answer = (await response.json()) as { detail?: unknown; details?: { count: number } };
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 201) taken += answer.details?.count ?? 1;
      else expect(answer.detail, sent.body).toBeInstanceOf(Array);
      expect([201, 422], sent.body).toContain(response.status);
    });
    await Promise.all(answers);
  }
  // Both ways must be well trodden, or the test says nothing.
  expect(statuses.get(201)).toBeGreaterThan(300);
  expect(statuses.get(422)).toBeGreaterThan(300);
  expect(await query(api().databaseUrl, 'select count(*)::int as count from customers')).toEqual([{ count: taken }]);
  const listed = (await (await fetch(`${api().url}/api/v1/customers`)).json()) as unknown[];
  expect(listed).toHaveLength(taken);
});

test('A large body of nothing but brackets is refused before it takes the memory', async () => {
  const many = `{"customers":[${'{},'.repeat(2_000_000)}{}]}`;
  for (const body of [many, '['.repeat(5_000_000)]) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${api().url}/api/v1/customers/bulk`, { method: 'POST', headers, body });
    expect(response.status).toBe(413);
    await response.text();
  }
});
