import { beforeAll, expect, test } from 'vitest';
import { send, sharedApi } from './api.ts';
import { CSV, countStored, upload } from './uploads.ts';

const api = sharedApi({ CUSTOMER_SOURCES: 'a,b,c' });

beforeAll(async () => {
  const customers = ['a', 'b', 'c'].map((source, index) => ({
    customer_id: index,
    name: 'Ada',
    email: `${source}@example.com`,
    source,
  }));
  await send(`${api().url}/api/v1/customers/bulk`, { customers });
});

const ask = (path: string) => send(`${api().url}/api/v1/${path}`, undefined, 'GET');

test.each(['sources=a&sources=b', 'sources=a,b', 'sources=a,&sources=b', 'sources=b&sources=a,c'])(
  'A list answers for every source it names: %s',
  async (query) => {
    const named = new URLSearchParams(query).getAll('sources').flatMap((list) => list.split(','));
    const answer = await ask(`deduplication/sets?op=union&${query}`);
    if (named.includes('')) expect(answer.status).toBe(422);
    else expect(answer).toMatchObject({ status: 200, body: { sources: named, count: named.length } });
  },
);

test('A source that is named in two parameters is named twice', async () => {
  expect(await ask('deduplication/sets?op=union&sources=a&sources=a')).toMatchObject({
    status: 422,
    body: { parameters: [{ name: 'sources', problem: 'should name each source once' }] },
  });
});

test.each([
  ['deduplication/sets?op=union&op=difference&sources=a,b', 'op'],
  ['deduplication/sets?op=union&sources=a&by=email&by=phone', 'by'],
  ['deduplication/analyze?by=email&by=customer_id', 'by'],
  ['deduplication/compare-sources?by=email&by=email', 'by'],
  ['customers?limit=1&limit=2', 'limit'],
  ['customers/source/a?cursor=x&cursor=y', 'cursor'],
])('Where one value is meant a second one is refused, not passed over: %s', async (path, name) => {
  expect(await ask(path)).toMatchObject({
    status: 422,
    body: {
      type: 'urn:contact-dedupe:problem:parameter-invalid',
      parameters: [{ name, problem: 'should be given once' }],
    },
  });
});

test('An upload that is said to be partial and not partial is refused', async () => {
  const body = 'customer_id,name,email,source\n9,Ada,ada@example.com,a\n';
  const answer = await upload(api(), { type: CSV, body, query: '?partial=false&partial=true' });
  expect(answer).toMatchObject({ status: 422, body: { parameters: [{ name: 'partial' }] } });
  expect(await countStored(api())).toBe(3);
});
