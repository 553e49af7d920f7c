import { request } from 'node:http';
import { expect, test } from 'vitest';
import { query } from '../support/query.ts';
import { sharedApi } from './api.ts';

const TOKEN = 'a-token-of-the-test';
const ADA = { customer_id: 101, name: 'Ada', email: 'ada@example.com', source: 'hubspot' };
const BODY = JSON.stringify(ADA);
const GOOD = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };

/** What a page says that came through a proxy that ends TLS. */
const HTTPS_PAGE = { host: 'crm.example.com', origin: 'https://crm.example.com' };

const api = sharedApi({ API_TOKEN: TOKEN, API_ALLOWED_HOSTS: 'crm.example.com', API_UPLOAD_LIMIT: '2000' });

interface Sent {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** With any header, as no browser and no `fetch` would send it. */
function send({ path = '/api/v1/customers', method = 'POST', headers = {}, body = '' }: Sent): Promise<{
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}> {
  return new Promise((resolve, reject) => {
    const sent = request(api().url + path, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

const refused: [number, string, Sent][] = [
  [401, 'no token', { headers: { 'content-type': 'application/json' }, body: BODY }],
  [401, 'a wrong token', { headers: { ...GOOD, authorization: 'Bearer wrong' }, body: BODY }],
  [401, 'the token with more behind it', { headers: { ...GOOD, authorization: `Bearer ${TOKEN}x` }, body: BODY }],
  [401, 'another scheme', { headers: { ...GOOD, authorization: `Basic ${TOKEN}` }, body: BODY }],
  [401, 'no token, reading', { method: 'GET' }],
  [401, 'no token, removing', { method: 'DELETE' }],
  [401, 'no token, comparing', { method: 'GET', path: '/api/v1/deduplication/compare-sources' }],
  [401, 'no token, a path that is not there', { method: 'GET', path: '/api/v1/nothing' }],
  [403, 'a page of another origin', { headers: { ...GOOD, origin: 'http://evil.example' }, body: BODY }],
  [403, 'a page of our host by another scheme', { headers: { ...GOOD, ...HTTPS_PAGE }, body: BODY }],
  [
    403,
    'such a page, of which the proxy says otherwise',
    {
      headers: { ...GOOD, host: 'crm.example.com', origin: 'http://crm.example.com', 'x-forwarded-proto': 'https' },
      body: BODY,
    },
  ],
  [403, 'another port of this machine', { headers: { ...GOOD, origin: 'http://127.0.0.1:1' }, body: BODY }],
  [403, 'a page without an origin', { headers: { ...GOOD, origin: 'null' }, body: BODY }],
  [403, 'cross-site, as the browser says', { headers: { ...GOOD, 'sec-fetch-site': 'cross-site' }, body: BODY }],
  [403, 'cross-site, removing', { method: 'DELETE', headers: { ...GOOD, 'sec-fetch-site': 'cross-site' } }],
  [413, 'more than an upload may have', { path: '/api/v1/customers/bulk', headers: GOOD, body: ' '.repeat(2001) }],
  [
    413,
    'the same in pieces, without a length',
    {
      path: '/api/v1/customers/bulk',
      headers: { ...GOOD, 'transfer-encoding': 'chunked' },
      body: ' '.repeat(2001),
    },
  ],
  [413, 'more than one record may have', { headers: GOOD, body: ' '.repeat(1024 * 1024 + 1) }],
  [415, 'a form', { headers: { ...GOOD, 'content-type': 'application/x-www-form-urlencoded' }, body: BODY }],
  [415, 'plain text', { headers: { ...GOOD, 'content-type': 'text/plain' }, body: BODY }],
  [415, 'no type', { headers: { authorization: GOOD.authorization }, body: BODY }],
  [421, 'a name that somebody made resolve to us', { headers: { ...GOOD, host: 'evil.example:8000' }, body: BODY }],
  [421, 'such a name, reading what is open', { method: 'GET', path: '/', headers: { host: 'evil.example' } }],
  [421, 'a name that ends in ours', { method: 'GET', path: '/', headers: { host: 'notlocalhost' } }],
  [422, 'no JSON', { headers: GOOD, body: '{' }],
  [422, 'no customer', { headers: GOOD, body: '{}' }],
];

test.each(refused)('%i for %s, and nothing is written', async (status, _, sent) => {
  const answer = await send(sent);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toHaveProperty('detail');
  expect(answer.body).not.toContain(TOKEN);
  if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
  expect(await query(api().databaseUrl, 'select 1 from customers')).toEqual([]);
});

test('What is open needs no token', async () => {
  for (const path of ['/', '/health', '/openapi.json']) {
    expect((await send({ method: 'GET', path })).status, path).toBe(200);
  }
});

test('Who has the token is let in: by every name that is allowed, and from our own pages', async () => {
  const { host } = new URL(api().url);
  const ways = [{}, { host: 'localhost' }, { host: '[::1]:8000' }, { host: 'CRM.example.com:443' }];
  const own = [
    { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
    { ...HTTPS_PAGE, 'x-forwarded-proto': 'https', 'sec-fetch-site': 'same-origin' },
  ];
  for (const headers of [...ways, ...own]) {
    const answer = await send({ headers: { ...GOOD, ...headers }, body: BODY });
    expect(answer.status, JSON.stringify(headers)).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  }
});

test('Logs have methods, routes and times, but no query, no token and nobody', async () => {
  await send({ path: '/api/v1/customers?name=Secret', headers: GOOD, body: BODY });
  const text = api().log.join('');
  expect(text).toContain('"method":"POST","route":"/api/v1/customers","status":201');
  for (const word of [TOKEN, 'Secret', 'ada@example.com', 'Ada']) expect(text).not.toContain(word);
});
