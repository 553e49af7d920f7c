import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { sharedApi } from './api.ts';
import { CSV, NDJSON } from './uploads.ts';

const api = sharedApi();

interface Documented {
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content: Record<string, { schema: object }> }>;
}

const LIST = '/api/v1/customers';
const DEDUPE = '/api/v1/deduplication';
const ADA = { customer_id: 1, name: 'Ada', email: 'ada@example.com', source: 'hubspot', phone: '+61412345678' };
const HEADER = 'customer_id,name,email,source\n';
const ROW = '2,Bob,bob@example.com,internal\n';
/** A name in Latin-1. */
const NOT_UTF8 = Buffer.from('{"name":"\xe9"}', 'latin1');
const json = (body: unknown) => ({ method: 'post', type: 'application/json', body: JSON.stringify(body) });
const csv = (body: string, key?: string) => ({ method: 'post', type: CSV, body, ...(key !== undefined && { key }) });

interface Sent {
  path: string;
  /** Where it is not the path itself. */
  documented?: string;
  method?: string;
  type?: string;
  body?: string | Buffer;
  origin?: string;
  key?: string;
  status: number;
}

const SENT: Sent[] = [
  { path: LIST, ...json(ADA), status: 201 },
  { path: LIST, ...json(ADA), key: 'one', status: 201 },
  { path: LIST, ...json({ ...ADA, name: 'Bob' }), key: 'one', status: 422 },
  { path: LIST, ...json({}), status: 422 },
  { path: LIST, ...json(ADA), key: 'two words', status: 400 },
  { path: `${LIST}/bulk`, ...json({ customers: [ADA] }), key: 'many', status: 201 },
  { path: `${LIST}/bulk`, ...json({ customers: [] }), key: 'many', status: 422 },
  { path: LIST, ...json(ADA), body: NOT_UTF8, status: 400 },
  { path: `${LIST}/bulk`, ...json({}), body: NOT_UTF8, status: 400 },
  { path: `${LIST}/bulk`, ...json({ customers: [] }), key: 'two words', status: 400 },
  { path: `${LIST}/bulk`, ...csv(HEADER), status: 415 },
  { path: `${LIST}/bulk`, ...json({}), body: ' '.repeat(33 * 1024 * 1024), status: 413 },
  { path: `${LIST}/bulk`, ...json({}), origin: 'http://evil.example', status: 403 },
  { path: `${LIST}/upload`, ...csv(HEADER), origin: 'http://evil.example', status: 403 },
  { path: LIST, method: 'delete', origin: 'http://evil.example', status: 403 },
  { path: `${LIST}/upload`, ...csv(HEADER + ROW), key: 'file', status: 201 },
  { path: `${LIST}/upload`, ...csv(HEADER), key: 'file', status: 422 },
  { path: `${LIST}/upload?partial=true`, ...csv(`${HEADER + ROW}x\n`), status: 201 },
  { path: `${LIST}/upload`, ...csv(`${HEADER + ROW}x\n`), status: 422 },
  { path: `${LIST}/upload?partial=x`, ...csv(HEADER), status: 422 },
  { path: `${LIST}/upload`, ...json([]), status: 415 },
  { path: `${LIST}/upload`, ...csv('x'.repeat(33 * 1024 * 1024)), status: 413 },
  { path: LIST, status: 200 },
  { path: `${LIST}?limit=1`, status: 200 },
  { path: `${LIST}?cursor=x`, status: 422 },
  { path: `${LIST}/source/hubspot?limit=1`, documented: `${LIST}/source/{source}`, status: 200 },
  { path: `${LIST}/source/hubspot?limit=x`, documented: `${LIST}/source/{source}`, status: 422 },
  { path: `${LIST}/source/x`, documented: `${LIST}/source/{source}`, status: 422 },
  ...['customer_id', 'email', 'phone', 'x'].flatMap((by) => {
    const status = by === 'x' ? 422 : 200;
    return [
      { path: `${DEDUPE}/analyze?by=${by}`, status },
      { path: `${DEDUPE}/compare-sources?by=${by}`, status },
      { path: `${DEDUPE}/sets?op=union&sources=hubspot,internal&by=${by}`, status },
    ];
  }),
];

test('Every answer of the additions is as /openapi.json describes it', async () => {
  const { url } = api();
  const document = JSON.parse(await (await fetch(`${url}/openapi.json`)).text()) as {
    paths: Record<string, Record<string, Documented>>;
    components: { schemas: Record<string, object> };
  };
  const ajv = new Ajv2020({ strict: false, formats: { int64: true, email: true, 'date-time': true } });
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema(schema, `#/components/schemas/${name}`);
  }
  for (const { path, documented = path.split('?')[0] ?? '', method = 'get', type, body, key, origin, status } of SENT) {
    const headers = {
      ...(type && { 'content-type': type }),
      ...(key && { 'idempotency-key': key }),
      ...(origin && { origin }),
    };
    const response = await fetch(url + path, { method: method.toUpperCase(), headers, body: body ?? null });
    const answered = response.headers.get('content-type') ?? '';
    const text = await response.text();
    const where = `${method} ${path} ${type} ${response.status}: ${text.slice(0, 200)}`;
    expect(response.status, where).toBe(status);
    const operation = document.paths[documented]?.[method];
    const schema = operation?.responses[status]?.content[answered]?.schema;
    expect(schema, `${where} ${answered}`).toBeDefined();
    const validate = ajv.compile(schema ?? {});
    expect(validate(JSON.parse(text)), `${where} ${ajv.errorsText(validate.errors)}`).toBe(true);
  }
  const sent = new Set(
    SENT.map(({ path, documented = path.split('?')[0], method = 'get' }) => `${method} ${documented}`),
  );
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    [LIST, DEDUPE].some((start) => path.startsWith(start))
      ? Object.keys(methods).map((method) => `${method} ${path}`)
      : [],
  );
  expect(operations.length).toBeGreaterThan(6);
  expect(operations.filter((operation) => !sent.has(operation))).toEqual([]);
});

test.each([
  [LIST, 'cursor', ''],
  [LIST, 'cursor', 'a b'],
  [LIST, 'limit', 0],
  [`${DEDUPE}/sets`, 'sources', []],
  [`${DEDUPE}/sets`, 'sources', ['unknown']],
  [`${DEDUPE}/sets`, 'sources', ['hubspot', 'hubspot']],
  [`${DEDUPE}/sets`, 'op', ''],
  [`${DEDUPE}/analyze`, 'by', ''],
])('What %s refuses for %s, %j among it, is no value that the document allows', async (path, name, value) => {
  const { url } = api();
  const asked = new URLSearchParams({ op: 'union', sources: 'hubspot', [name]: String(value) });
  expect((await fetch(`${url}${path}?${asked}`)).status).toBe(422);
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Documented>>;
    components: { schemas: Record<string, object> };
  };
  const found = document.paths[path]?.get?.parameters?.find((parameter) => parameter.name === name);
  const ajv = new Ajv2020({ strict: false });
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema(schema, `#/components/schemas/${name}`);
  }
  expect(found).toBeDefined();
  expect(ajv.compile(found?.schema ?? {})(value)).toBe(false);
});

test('The parameters, headers and body types of the additions are documented', async () => {
  const document = (await (await fetch(`${api().url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Documented>>;
  };
  const parameters = (path: string, method = 'get') =>
    (document.paths[path]?.[method]?.parameters ?? []).map(
      ({ name, in: place, required = false }) => `${place} ${name}${required ? '' : '?'}`,
    );
  expect(parameters(`${DEDUPE}/sets`)).toEqual(['query op', 'query sources', 'query by?']);
  expect(parameters(`${DEDUPE}/analyze`)).toEqual(['query by?']);
  expect(parameters(`${DEDUPE}/compare-sources`)).toEqual(['query by?']);
  expect(parameters(LIST)).toEqual(['query limit?', 'query cursor?']);
  expect(parameters(`${LIST}/source/{source}`)).toEqual(['path source', 'query limit?', 'query cursor?']);
  for (const path of [LIST, `${LIST}/bulk`]) {
    expect(parameters(path, 'post')).toEqual(['header Idempotency-Key?']);
    expect(document.paths[path]?.post?.responses).toHaveProperty('409');
  }
  expect(parameters(`${LIST}/upload`, 'post')).toEqual(
    expect.arrayContaining(['query partial?', 'header Idempotency-Key?']),
  );
  const types = Object.keys(document.paths[`${LIST}/upload`]?.post?.requestBody?.content ?? {});
  expect(types).toEqual([CSV.split(';')[0], NDJSON]);
});
