import { expect, test } from 'vitest';
import { mayAs, ROLES, type Role } from '../../config/roles.ts';
import { query } from '../support/query.ts';
import { as, CUSTOMERS_TOKEN, cookieByLink, FORM, type Sent, send, sharedDesk } from './desk.ts';

const desk = sharedDesk();

const RUN = '0123456789ab-1';
const CLUSTER = 'a'.repeat(32);
const JSON_TYPE = { 'content-type': 'application/json' };

interface Guarded {
  role: Role;
  /** Its body as JSON or as a form, where it takes one. */
  takes?: 'json' | 'form' | 'file';
  /** For who may, nothing being there. @default 404 */
  otherwise?: number;
}

/** Every route about runs, with the least role that may ask. One that is not here fails below. */
const ROUTES: Record<string, Guarded> = {
  'GET /': { role: 'view', otherwise: 200 },
  'GET /plans/:plan': { role: 'view' },
  'GET /plans/:plan/clusters': { role: 'view' },
  'GET /plans/:plan/rejected.csv': { role: 'view' },
  'POST /plans/sample': { role: 'operate', otherwise: 303 },
  'POST /plans/:plan/start': { role: 'operate', takes: 'form' },
  'GET /api/v1/runs': { role: 'view', otherwise: 200 },
  'POST /api/v1/runs': { role: 'operate', takes: 'json', otherwise: 422 },
  'GET /api/v1/runs/:run': { role: 'view' },
  'POST /api/v1/runs/:run/pause': { role: 'operate' },
  'POST /api/v1/runs/:run/resume': { role: 'operate' },
  'POST /api/v1/runs/:run/finish': { role: 'operate' },
  'POST /api/v1/runs/:run/cancel': { role: 'operate' },
  'GET /api/v1/plans': { role: 'view', otherwise: 200 },
  'POST /api/v1/plans': { role: 'operate', takes: 'file', otherwise: 202 },
  'GET /api/v1/plans/:plan': { role: 'view' },
  'GET /api/v1/pairs/:pair': { role: 'view' },
  'POST /api/v1/pairs/:pair/resolve': { role: 'operate', takes: 'json', otherwise: 422 },
  'GET /api/v1/redirects/:crm/:org/:id': { role: 'view' },
  'GET /runs': { role: 'view', otherwise: 200 },
  'GET /runs/:run': { role: 'view' },
  'GET /runs/:run/clusters': { role: 'view' },
  'GET /runs/:run/clusters/:cluster': { role: 'view' },
  'GET /runs/:run/live': { role: 'view' },
  'GET /runs/:run/pairs': { role: 'view' },
  'GET /runs/:run/pairs/:pair': { role: 'view' },
  'GET /runs/:run/report': { role: 'view' },
  'GET /runs/:run/review': { role: 'view' },
  'GET /runs/:run/review/next': { role: 'view' },
  'GET /runs/:run/review/all': { role: 'approve' },
  'POST /runs/:run/review/all': { role: 'approve', takes: 'form' },
  'POST /runs/:run/review/filter': { role: 'view', takes: 'form' },
  'POST /runs/:run/clusters/:cluster/decide': { role: 'approve', takes: 'form' },
  'POST /runs/:run/clusters/:cluster/look': { role: 'approve', takes: 'form' },
  'POST /runs/:run/pairs/:pair/look': { role: 'operate', takes: 'form', otherwise: 422 },
  'POST /runs/:run/pairs/:pair/resolve': { role: 'operate', takes: 'form', otherwise: 422 },
  'POST /runs/:run/stop': { role: 'operate', takes: 'form' },
  'GET /api/v1/events': { role: 'view' },
  'GET /api/v1/runs/:run/clusters': { role: 'view' },
  'GET /api/v1/runs/:run/queue': { role: 'view' },
  'GET /api/v1/clusters/:cluster': { role: 'view', otherwise: 422 },
  'POST /api/v1/clusters/:cluster/look': { role: 'approve', otherwise: 422 },
  'POST /api/v1/decisions': { role: 'approve', takes: 'json', otherwise: 422 },
};

/** Open to everybody who can reach us, or guarded as the customers are. */
const OTHERS =
  /^\w+ \/(health|docs.*|redoc.*|openapi\.json|login|logout|pages\/(style\.css|app\.mjs)|api\/v1\/(customers|deduplication)\b.*)$/;

const VALUES: Record<string, string> = {
  run: RUN,
  cluster: CLUSTER,
  plan: CLUSTER,
  pair: `${CLUSTER}.C-1`,
  crm: 'none',
  org: 'none',
  id: 'C-1',
};

function requestOf(route: string, { takes }: Guarded): Sent {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => VALUES[name] ?? name);
  const accept = { accept: path.startsWith('/api/') ? 'application/json' : 'text/html' };
  if (takes === 'json') return { method, path, headers: { ...accept, ...JSON_TYPE }, body: '{}' };
  if (takes === 'form') return { method, path, headers: { ...accept, ...FORM }, body: 'a=b' };
  if (takes === 'file') return { method, path, headers: { ...accept, 'content-type': 'text/csv' }, body: 'a,b\n' };
  return { method, path, headers: accept };
}

const withHeaders = (sent: Sent, headers: Record<string, string>): Sent => ({
  ...sent,
  headers: { ...sent.headers, ...headers },
});

test('Each route of the server is in the table, or is open, or the customers’', () => {
  const known = desk().routes.filter((route) => !OTHERS.test(route));
  expect(known.sort()).toEqual(Object.keys(ROUTES).sort());
});

test.each(Object.entries(ROUTES))('%s lets in whose role it is, and nobody else', async (route, guarded) => {
  const sent = requestOf(route, guarded);
  const isPage = !sent.path.startsWith('/api/');
  const unknown = isPage ? 303 : 401;
  expect((await send(desk(), sent)).status, 'nobody').toBe(unknown);
  const wrong = withHeaders(sent, { authorization: `Bearer ${CUSTOMERS_TOKEN}` });
  expect((await send(desk(), wrong)).status, 'API_TOKEN').toBe(unknown);
  for (const role of ROLES) {
    const answer = await send(desk(), withHeaders(sent, as(role)));
    if (mayAs(role, guarded.role)) expect(answer.status, role).toBe(guarded.otherwise ?? 404);
    else expect(answer.status, role).toBe(403);
  }
});

test.each(Object.entries(ROUTES))(
  '%s answers to no other name, and changes nothing for pages of others',
  async (route, guarded) => {
    const sent = withHeaders(requestOf(route, guarded), { cookie: await cookieByLink(desk()) });
    expect((await send(desk(), withHeaders(sent, { host: 'evil.example' }))).status).toBe(421);
    if (sent.method === 'GET') return;
    expect((await send(desk(), withHeaders(sent, { origin: 'http://evil.example' }))).status).toBe(403);
    expect((await send(desk(), withHeaders(sent, { origin: 'null' }))).status).toBe(403);
    for (const site of ['cross-site', 'same-site']) {
      expect((await send(desk(), withHeaders(sent, { 'sec-fetch-site': site }))).status).toBe(403);
    }
  },
);

const TAKING = Object.entries(ROUTES).filter(([, { takes }]) => takes === 'json');

test.each(TAKING)(
  '%s wants JSON, of a size, and says what is wrong with it without repeating it',
  async (route, guarded) => {
    const sent = withHeaders(requestOf(route, guarded), as('operate'));
    const ways: [number, Sent][] = [
      [415, { ...sent, headers: { ...sent.headers, ...FORM } }],
      [413, { ...sent, body: ' '.repeat(65 * 1024) }],
      [422, { ...sent, body: '{' }],
      [422, { ...sent, body: '[]' }],
      [422, { ...sent, body: Buffer.from('{"a":"\xe9"}', 'latin1') }],
      [422, { ...sent, body: JSON.stringify({ secret: 'a-secret-value' }) }],
    ];
    for (const [status, way] of ways) {
      const answer = await send(desk(), way);
      expect(answer.status, String(way.body)).toBe(status);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(JSON.parse(answer.body)).toMatchObject({ status, type: expect.stringMatching(/^urn:contact-dedupe:/) });
      expect(answer.body).not.toContain('a-secret-value');
    }
  },
);

/** What they are about is not there in this store: that is said first. */
const ASKED_FIRST = ['POST /plans/:plan/start', 'POST /runs/:run/review/filter'];
const FORMS = Object.entries(ROUTES).filter(([route, { takes }]) => takes === 'form' && !ASKED_FIRST.includes(route));

test.each(FORMS)('%s wants a form, of a size', async (route, guarded) => {
  const sent = withHeaders(requestOf(route, guarded), as('operate'));
  const ways: [number, Sent][] = [
    [415, { ...sent, headers: { ...sent.headers, ...JSON_TYPE }, body: '{}' }],
    [413, { ...sent, body: `a=${' '.repeat(65 * 1024)}` }],
  ];
  for (const [status, way] of ways) expect((await send(desk(), way)).status, String(status)).toBe(status);
});

test.each(Object.entries(ROUTES).filter(([route]) => route.includes(' /api/')))(
  '%s says in problem details who may not ask',
  async (route, guarded) => {
    const sent = requestOf(route, guarded);
    const ways: [number, Sent][] = [
      [401, sent],
      [421, withHeaders(sent, { ...as('operate'), host: 'evil.example' })],
    ];
    // Pages of others may ask, and are shown nothing of the answer.
    const foreign = { ...as('operate'), origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
    if (!route.startsWith('GET ')) ways.push([403, withHeaders(sent, foreign)]);
    for (const [status, way] of ways) {
      const answer = await send(desk(), way);
      expect(answer.status, String(status)).toBe(status);
      expect(answer.headers['content-type'], String(status)).toBe('application/problem+json');
    }
  },
);

test('What is answered about runs is kept nowhere on its way, and no page of others reads it', async () => {
  const { headers } = await send(desk(), { path: '/api/v1/runs', headers: as('view') });
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin' });
  const page = await send(desk(), { path: '/', headers: { ...as('view'), accept: 'text/html' } });
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
  expect(page.body).not.toMatch(/<script(?! type="module" src="\/pages\/app\.mjs"><)|\son\w+=|javascript:/i);
});

test('All of it has written nothing', async () => {
  expect(
    await query(desk().databaseUrl, 'select (select count(*) from runs) + (select count(*) from decisions) as n'),
  ).toEqual([{ n: '0' }]);
});
