import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { send, sharedApi } from './api.ts';

const SOURCES = ['crm-1', 'shop', 'news_2', '4th'];
const api = sharedApi({ CUSTOMER_SOURCES: SOURCES.join(','), CUSTOMER_COUNTRY: 'AU' });
const BY = ['customer_id', 'email', 'phone'] as const;
type By = (typeof BY)[number];

beforeEach(async () => {
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
});

/** A record beside the keys that it must get: each spelling is of one person. */
interface Person {
  record: { customer_id: number; name: string; email: string; source: string; phone?: string };
  keys: Record<By, number | string | null>;
}

const email = fc
  .constantFrom('ada@example.com', 'bob@example.com', 'cy@example.com', 'dé@example.com')
  .chain((key) => fc.constantFrom(key, key.toUpperCase(), key.normalize('NFD')).map((spelling) => ({ key, spelling })));
const phone = fc.constantFrom(
  { key: '+61412345678', spelling: '0412 345 678' },
  { key: '+61412345678', spelling: '+61 (0)412-345-678' },
  { key: '+61412345678;ext=12', spelling: '0412345678 ext. 12' },
  { key: '+611300975707', spelling: '1300 975 707' },
  { key: '+14155552671', spelling: '+1 415-555-2671' },
  { key: null, spelling: 'call after 5pm' },
  { key: null, spelling: undefined },
);
const person: fc.Arbitrary<Person> = fc
  .record({ id: fc.integer({ min: -3, max: 6 }), source: fc.constantFrom(...SOURCES), email, phone })
  .map(({ id, source, email, phone }) => ({
    record: {
      customer_id: id,
      name: 'x',
      email: email.spelling,
      source,
      ...(phone.spelling !== undefined && { phone: phone.spelling }),
    },
    keys: { customer_id: id, email: email.key, phone: phone.key },
  }));

type Key = number | string;

function setOf(people: readonly Person[], by: By): Set<Key> {
  return new Set(people.flatMap(({ keys }) => (keys[by] === null ? [] : [keys[by]])));
}

/** Numbers by size, texts by the codes of their characters. */
function sorted(keys: Iterable<Key>): Key[] {
  return [...keys].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`)),
  );
}

test('Every operation on any sources by any key is what plain sets make of it', async () => {
  const { url } = api();
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { maxLength: 40 }),
      fc.shuffledSubarray(SOURCES, { minLength: 1 }),
      async (people, sources) => {
        await send(`${url}/api/v1/customers`, undefined, 'DELETE');
        await send(`${url}/api/v1/customers/bulk`, { customers: people.map(({ record }) => record) });
        const of = (name: string) => people.filter(({ record }) => record.source === name);
        for (const by of BY) {
          const sets = sources.map((name) => setOf(of(name), by));
          const all = new Set(sets.flatMap((set) => [...set]));
          const expected = {
            union: [...all],
            intersection: [...all].filter((key) => sets.every((set) => set.has(key))),
            difference: [...(sets[0] ?? [])].filter((key) => !sets.slice(1).some((set) => set.has(key))),
          };
          const named = sources.flatMap(of);
          const without_key = named.filter(({ keys }) => keys[by] === null).length;
          for (const [op, keys] of Object.entries(expected)) {
            const answer = await send(
              `${url}/api/v1/deduplication/sets?op=${op}&by=${by}&sources=${sources}`,
              undefined,
              'GET',
            );
            const counts = { count: keys.length, total_records: named.length, without_key };
            expect(answer).toEqual({ status: 200, body: { op, by, sources, ...counts, values: sorted(keys) } });
          }
          if (by !== 'customer_id') await expectSourceFour({ url, by, people, of });
        }
      },
    ),
    { numRuns: 25 },
  );
});

interface Asked {
  url: string;
  by: 'email' | 'phone';
  people: readonly Person[];
  of: (source: string) => Person[];
}

async function expectSourceFour({ url, by, people, of }: Asked): Promise<void> {
  const get = (route: string) => send(`${url}/api/v1/deduplication/${route}?by=${by}`, undefined, 'GET');
  const all = setOf(people, by);
  const without_key = people.filter(({ keys }) => keys[by] === null).length;
  expect((await get('analyze')).body).toEqual({
    by,
    total_records: people.length,
    unique_customers: all.size,
    duplicates_found: people.length - without_key - all.size,
    without_key,
    [`unique_${by}s`]: sorted(all),
  });
  const sets = SOURCES.map((name) => setOf(of(name), by));
  const only = (index: number) =>
    [...(sets[index] ?? [])].filter((key) => !sets.some((set, other) => other !== index && set.has(key)));
  expect((await get('compare-sources')).body).toEqual({
    in_all_sources: sorted([...all].filter((key) => sets.every((set) => set.has(key)))),
    ...Object.fromEntries(SOURCES.map((name, index) => [`only_in_${name}`, sorted(only(index))])),
    ...Object.fromEntries(SOURCES.map((name, index) => [`${name}_count`, sets[index]?.size])),
    by,
    without_key,
  });
}

test('Ids of 64 bits are exact, and by customer_id the answers are those of the interface that callers know', async () => {
  const { url } = api();
  const body = ['9223372036854775807', '-9223372036854775808', '9007199254740993', '7']
    .map((id) => `{"customer_id":${id},"name":"x","email":"x@example.com","source":"shop"}`)
    .join(',');
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/api/v1/customers/bulk`, { method: 'POST', headers, body: `{"customers":[${body}]}` });
  const text = async (path: string) => await (await fetch(`${url}/api/v1/deduplication/${path}`)).text();
  expect(await text('sets?op=union&sources=shop,4th')).toBe(
    '{"op":"union","by":"customer_id","sources":["shop","4th"],"count":4,"total_records":4,"without_key":0,' +
      '"values":[-9223372036854775808,7,9007199254740993,9223372036854775807]}',
  );
  for (const route of ['analyze', 'compare-sources']) {
    expect(await text(`${route}?by=customer_id`)).toBe(await text(route));
  }
});

test('A question that cannot be answered gets a problem that says what is wrong, without the value', async () => {
  const { url } = api();
  const response = await fetch(`${url}/api/v1/deduplication/sets?op=secret&sources=shop,secret&by=secret`);
  expect(response.status).toBe(422);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = await response.text();
  expect(body).not.toContain('secret');
  expect(JSON.parse(body)).toEqual({
    type: 'urn:contact-dedupe:problem:parameter-invalid',
    title: 'A parameter is not valid',
    status: 422,
    detail: expect.stringContaining(`'op' should be union, intersection, difference`),
    parameters: [
      { name: 'op', problem: 'should be union, intersection, difference' },
      { name: 'by', problem: 'should be customer_id, email, phone' },
      { name: 'sources', problem: `should be one or more of ${SOURCES.join(', ')}, with commas between` },
    ],
  });
  for (const query of ['sets?op=union', 'sets?op=union&sources=', 'sets?op=union&sources=shop,shop', 'analyze?by=']) {
    expect((await fetch(`${url}/api/v1/deduplication/${query}`)).status, query).toBe(422);
  }
});
