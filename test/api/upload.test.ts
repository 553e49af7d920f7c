import { beforeEach, expect, test } from 'vitest';
import { send, sharedApi } from './api.ts';
import { CSV, NDJSON, stored, upload } from './uploads.ts';

const api = sharedApi({ CUSTOMER_COUNTRY: 'AU' });

beforeEach(async () => {
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
});

test('A CSV is read with its columns in any order, a byte order mark, quotes, CRLF and empty lines', async () => {
  const body =
    '\uFEFFemail,source,phone,name,customer_id\r\n' +
    'Ada@Example.com,hubspot,0412 345 678,"Ada ""A"", née\r\nB",9223372036854775807\r\n' +
    '\r\n' +
    'bob@example.com,internal,,Bob,-5\r\n' +
    'cy@example.com,internal,call me,Cy\\,7';
  expect(await upload(api(), { body })).toMatchObject({
    status: 201,
    type: 'application/json',
    body: { message: 'Successfully uploaded 3 customer records', details: { count: 3, refused: 0 } },
  });
  const version = expect.stringMatching(/^libphonenumber-js\/max \d/);
  const columns = 'customer_id::text, name, email, source, phone, email_key, phone_key, phone_version';
  expect(await stored(api(), columns)).toEqual([
    [
      '9223372036854775807',
      'Ada "A", née\r\nB',
      'Ada@example.com',
      'hubspot',
      '0412 345 678',
      'ada@example.com',
      '+61412345678',
      version,
    ],
    ['-5', 'Bob', 'bob@example.com', 'internal', null, 'bob@example.com', null, null],
    ['7', 'Cy\\', 'cy@example.com', 'internal', 'call me', 'cy@example.com', null, null],
  ]);
});

test('NDJSON is read line by line, with exact ids, CRLF and empty lines', async () => {
  const body =
    '\uFEFF{"customer_id":9007199254740993,"name":"Ada","email":"ada@example.com","source":"hubspot"}\r\n\n' +
    '{"customer_id":2,"name":"B\\nob","email":"bob@example.com","source":"internal","phone":"1300 975 707"}';
  expect(await upload(api(), { type: NDJSON, body })).toMatchObject({ status: 201, body: { details: { count: 2 } } });
  expect(await stored(api())).toEqual([
    ['9007199254740993', 'Ada', 'ada@example.com', 'hubspot', null],
    ['2', 'B\nob', 'bob@example.com', 'internal', '1300 975 707'],
  ]);
});

const BAD_CSV =
  'customer_id,name,email,source\n' +
  '1,Ada,ada@example.com,hubspot\n' +
  'x1secret,,"secret\nsecret",secret\n' +
  '2,Bob,bob@example.com\n' +
  '3,Cy,cy@example.com,internal\n';
const BAD_NDJSON =
  '{"customer_id":1,"name":"Ada","email":"ada@example.com","source":"hubspot"}\n' +
  '{"customer_id":"x1secret","name":"","email":"secret\\nsecret","source":"secret"}\n' +
  '{"secret":\n' +
  '{"customer_id":3,"name":"Cy","email":"cy@example.com","source":"internal"}\n';
const FIELDS = (line: number) => [
  { line, column: 'customer_id', problem: expect.stringContaining('valid integer') },
  { line, column: 'name', problem: 'String should have at least 1 character' },
  { line, column: 'email', problem: expect.stringContaining('not a valid email address') },
  { line, column: 'source', problem: expect.stringContaining(`should be 'salesforce', 'hubspot' or 'internal'`) },
];
const CASES = [
  { type: CSV, body: BAD_CSV, last: { line: 5, column: null, problem: 'has 3 cells, expected 4' } },
  { type: NDJSON, body: BAD_NDJSON, last: { line: 3, column: null, problem: 'is not valid JSON' } },
];

test.each(CASES)('$type: one bad line refuses all, and each problem is told without the value', async (sent) => {
  const answer = await upload(api(), sent);
  expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
  expect(answer.body).toEqual({
    type: 'urn:contact-dedupe:problem:upload-invalid',
    title: 'The upload has lines that cannot be taken',
    status: 422,
    detail: expect.stringContaining('Nothing was written: 2 lines cannot be taken'),
    refused: 2,
    error_count: 5,
    errors: [...FIELDS(sent.type === CSV ? 3 : 2), sent.last],
  });
  expect(JSON.stringify(answer.body)).not.toContain('secret');
  expect(api().log.join()).not.toMatch(/secret|example\.com/);
  expect(await stored(api())).toEqual([]);
});

test.each(CASES)('$type: with partial=true the good lines are taken, the others told', async (sent) => {
  const answer = await upload(api(), { ...sent, query: '?partial=true' });
  expect(answer).toMatchObject({ status: 201, type: 'application/json' });
  expect(answer.body).toEqual({
    message: 'Successfully uploaded 2 customer records',
    details: { count: 2, refused: 2 },
    error_count: 5,
    errors: [...FIELDS(sent.type === CSV ? 3 : 2), sent.last],
  });
  expect(await stored(api(), 'name')).toEqual([['Ada'], ['Cy']]);
});

test('A bad line behind thousands of good ones undoes them; with partial=true a hundred errors are told and all counted', async () => {
  const good = Array.from({ length: 5000 }, (_, id) => `${id},Ada,ada@example.com,hubspot\n`).join('');
  const bad = Array.from({ length: 250 }, () => 'x,Ada,ada@example.com,hubspot\n').join('');
  const body = `customer_id,name,email,source\n${good}${bad}${good}`;
  const answer = await upload(api(), { body });
  expect(answer).toMatchObject({ status: 422, body: { refused: 100, error_count: 100 } });
  expect(answer.body.errors).toHaveLength(100);
  expect(answer.body.errors[0]).toMatchObject({ line: 5002, column: 'customer_id' });
  expect(await stored(api())).toEqual([]);
  const partly = await upload(api(), { body, query: '?partial=true' });
  expect(partly).toMatchObject({
    status: 201,
    body: { details: { count: 10_000, refused: 250 }, error_count: 250, errors: answer.body.errors },
  });
  expect(await upload(api(), { body: `customer_id,name,email,source\n${good}` })).toMatchObject({ status: 201 });
});

test.each([
  ['nothing', '', 1, /has no header/],
  ['no header', '1,Ada,ada@example.com,hubspot\n', 1, /lacks customer_id, name, email, source/],
  ['an unknown column', 'customer_id,name,email,source,mobile\n', 1, /column 5 is none of/],
  ['a column twice', 'customer_id,name,name,email,source\n', 1, /has name twice/],
  ['semicolons', 'customer_id;name;email;source\n"1";"A";a@example.com;hubspot\n', 1, /separated by semicolons/],
  ['tabs', 'customer_id\tname\temail\tsource\n1\t"A"\ta@example.com\thubspot\n', 1, /separated by tabs/],
  ['UTF-16', Buffer.from('\uFEFFcustomer_id,name,email,source\n', 'utf16le'), 1, /is UTF-16/],
  ['a workbook inside', Buffer.from('PK\x03\x04\x14\0\x06', 'latin1'), 1, /is a workbook/],
  ['an open quote', 'customer_id,name,email,source\n1,A,a@example.com,hubspot\n2,"A\n', 3, /quote/],
  [
    'bytes of Latin-1',
    Buffer.from('customer_id,name,email,source\n1,\xe9,a@example.com,hubspot\n', 'latin1'),
    2,
    /UTF-8/,
  ],
])('A CSV with %s is refused as a whole, partial or not', async (_, body, line, problem) => {
  for (const query of ['', '?partial=true']) {
    const answer = await upload(api(), { body, query });
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(answer.body.errors.at(-1)).toEqual({ line, column: null, problem: expect.stringMatching(problem) });
  }
  expect(await stored(api())).toEqual([]);
});

test('Other types, encodings and parameters get a problem', async () => {
  const body = 'customer_id,name,email,source\n';
  const name = async (sent: Partial<Parameters<typeof upload>[1]>) => {
    const { status, body: told } = await upload(api(), { body, ...sent });
    return `${status} ${told.type}`;
  };
  expect(await name({ type: 'application/json' })).toBe('415 urn:contact-dedupe:problem:upload-type-unknown');
  const headers = { 'content-encoding': 'gzip' };
  expect(await name({ headers })).toBe('415 urn:contact-dedupe:problem:upload-type-unknown');
  expect(await name({ query: '?partial=yes' })).toBe('422 urn:contact-dedupe:problem:parameter-invalid');
});
