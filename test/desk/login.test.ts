import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLinkCode, LINK_MS } from '../../api/people/link-codes.ts';
import { person } from '../../api/people/person.ts';
import { openSessions, SESSION_MS } from '../../api/people/sessions.ts';
import { as, CUSTOMERS_TOKEN, cookieByLink, cookieOf, FORM, logIn, send, sharedDesk, tokenOf } from './desk.ts';

const desk = sharedDesk();

const RUNS = '/api/v1/runs';

test('A code lets in once: the second who posts it is told that it is used up', async () => {
  const code = createLinkCode(desk().dataDir);
  const first = await logIn(desk(), { code, name: 'Ada' });
  const second = await logIn(desk(), { code, name: 'Eve' });
  expect([first.status, first.headers.location]).toEqual([303, '/']);
  expect([second.status, second.headers['set-cookie']]).toEqual([401, undefined]);
  expect((await send(desk(), { path: RUNS, headers: { cookie: cookieOf(first) } })).status).toBe(200);
});

test('Of twenty who post one code at once, one is let in', async () => {
  const code = createLinkCode(desk().dataDir);
  const answers = await Promise.all(Array.from({ length: 20 }, () => logIn(desk(), { code, name: 'Ada' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(19).fill(401)]);
});

test('Looking at the login page, with the code in whatever place, uses nothing up', async () => {
  const code = createLinkCode(desk().dataDir);
  for (const path of ['/login', `/login?code=${code}`, `/login/${code}`]) await send(desk(), { path });
  await send(desk(), { path: `/login?code=${code}`, method: 'HEAD' });
  expect((await logIn(desk(), { code, name: 'Ada' })).status).toBe(303);
});

test('A code is over after ten minutes', async () => {
  const code = createLinkCode(desk().dataDir);
  const folder = join(desk().dataDir, 'login-links');
  const made = (Date.now() - LINK_MS - 1000) / 1000;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), made, made);
  expect((await logIn(desk(), { code, name: 'Ada' })).status).toBe(401);
});

test('A code has 128 bits, and is kept as a hash that only its owner may list', async () => {
  const code = createLinkCode(desk().dataDir);
  expect(Buffer.from(code, 'base64url')).toHaveLength(16);
  const folder = join(desk().dataDir, 'login-links');
  expect(readdirSync(folder).join()).not.toContain(code);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('A slip with the name costs no code', async () => {
  const code = createLinkCode(desk().dataDir);
  for (const name of ['', '  ', 'A\u202ea', 'A\nb', 'x'.repeat(81)]) {
    expect((await logIn(desk(), { code, name })).status, name).toBe(401);
  }
  expect((await logIn(desk(), { code, name: 'Ada' })).status).toBe(303);
});

test('The cookie is for our pages alone: no script reads it, no other site sends it, and it has no secret in the address', async () => {
  const { headers } = await logIn(desk(), { code: createLinkCode(desk().dataDir), name: 'Ada' });
  const [cookie = ''] = headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^dedupe-session-\d+=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('Behind a proxy that ends TLS the cookie is sent by TLS alone', async () => {
  const body = new URLSearchParams({ token: tokenOf('view') }).toString();
  const headers = { ...FORM, 'x-forwarded-proto': 'https' };
  const answer = await send(desk(), { path: '/login', method: 'POST', headers, body });
  expect(answer.headers['set-cookie']?.[0]).toContain('; Secure');
});

test('A login leads to a path of this server and nowhere else', async () => {
  const wanted = [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'runs',
    '/runs?x=1#y',
  ];
  const led = await Promise.all(
    wanted.map(async (next) => (await logIn(desk(), { token: tokenOf('view'), next })).headers.location),
  );
  expect(led).toEqual(['/', '/', '/', '/', '/', '/runs?x=1']);
});

test('Logging out ends the session, not only the cookie', async () => {
  const cookie = await cookieByLink(desk());
  await send(desk(), { path: '/logout', method: 'POST', headers: { cookie } });
  expect((await send(desk(), { path: RUNS, headers: { cookie } })).status).toBe(401);
});

test('A session ends after twelve hours', () => {
  let now = 0;
  const sessions = openSessions(() => now);
  const ada = person({ name: 'Ada', role: 'view', through: 'link' });
  const key = sessions.begin(ada);
  now = SESSION_MS - 1;
  expect(sessions.find(key)).toEqual(ada);
  now = SESSION_MS;
  expect(sessions.find(key)).toBeNull();
});

test('What is decided has the name of the token, and of a link the name that was said, marked so', () => {
  expect(person({ name: 'Ada', role: 'view', through: 'token' }).by).toBe('Ada');
  expect(person({ name: 'Ada', role: 'view', through: 'link' }).by).toBe('Ada (by link)');
});

test('Whose token it is not, gets nothing: not the token of the customers, and not one that begins like a good one', async () => {
  for (const token of [CUSTOMERS_TOKEN, `${tokenOf('view')}x`, tokenOf('view').slice(0, -1), '']) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await send(desk(), { path: RUNS, headers })).status, token).toBe(401);
    expect((await logIn(desk(), { token })).status, token).toBe(401);
  }
  expect((await send(desk(), { path: RUNS, headers: as('view') })).status).toBe(200);
});

test("A person's token opens nothing of the customers", async () => {
  expect((await send(desk(), { path: '/api/v1/customers', headers: as('operate') })).status).toBe(401);
});

test('A browser without a login is led to it and back; one that comes from another site has one button', async () => {
  const plain = await send(desk(), { path: '/?x=1', headers: { accept: 'text/html' } });
  expect([plain.status, plain.headers.location]).toEqual([303, '/login?next=%2F%3Fx%3D1']);
  const headers = { accept: 'text/html', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  const other = await send(desk(), { path: '/?x="><script>', headers });
  expect([other.status, other.headers.location]).toEqual([401, undefined]);
  expect(other.body).toContain('Go on</a>');
  expect(other.body).not.toContain('"><script>');
});

test('At its root, programs are told what this is, and need no login for it', async () => {
  const answer = await send(desk(), { path: '/', headers: { accept: '*/*' } });
  expect(JSON.parse(answer.body)).toMatchObject({ status: 'running' });
});

test('A page of another origin reads nothing, whatever its browser sends along', async () => {
  const cookie = await cookieByLink(desk());
  for (const site of ['cross-site', 'same-site']) {
    const headers = { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    expect((await send(desk(), { path: RUNS, headers })).status).toBe(403);
  }
});

test('Logs have no code, no token, no cookie and nobody', async () => {
  const cookie = await cookieByLink(desk(), 'Grace');
  await send(desk(), { path: `${RUNS}?name=Grace`, headers: { cookie } });
  const text = desk().log.join('');
  expect(text).toContain('"route":"/login","status":303');
  for (const word of ['Grace', cookie.split('=')[1] ?? '', tokenOf('view')]) expect(text).not.toContain(word);
});
