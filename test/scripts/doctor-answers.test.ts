import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendJson, startServer } from '../crm/servers.ts';
import { testFolder } from '../support/folder.ts';
import { type Checked, runDoctor } from './doctor-checks.ts';

const HOUR = 3_600_000;

/** A CRM that accepts the token and answers with these headers. */
async function doctorAgainst(headers: Record<string, string>, env = {}): Promise<Checked> {
  const dev_user = { id: 'don:identity:dvrv-us-1:devo/ACME12:devu/3' };
  const server = await startServer(({ path }, response) =>
    path === '/dev-users.self' ? sendJson(response, 200, { dev_user }, headers) : sendJson(response, 404, {}),
  );
  const settings = { DEVREV_BASE_URL: server.origin, DEVREV_API_TOKEN: 'some-plain-token', ...env };
  return runDoctor({ env: settings, folder: testFolder() }, ['--only', 'token,scopes,rate,clock']);
}

/** A JWT with this payload; nobody verifies it. */
function jwt(payload: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.c2lnbmF0dXJl`;
}

test.each([
  [['rev_user:all', 'ticket:read'], 'it may merge; to take one back it would need ticket:write conversation:write too'],
  [['rev_user:all', 'ticket:write', 'conversation:all'], 'it may merge, and take a merge back'],
])('a token with %j may merge, and what it lacks to take a merge back is named and no warning', async (scope, told) => {
  const token = jwt({ scope: scope.join(' ') });
  const { code, checks } = await doctorAgainst({}, { DEVREV_API_TOKEN: token });
  const found = `the token says rev_user:all: ${told}`;
  expect([code, checks.scopes]).toMatchObject([0, { status: 'ok', found }]);
});

test("a clock that is an hour off the CRM's fails with 5", async () => {
  const { code, checks } = await doctorAgainst({ date: new Date(Date.now() + HOUR).toUTCString() });
  expect([code, checks.clock?.status]).toEqual([5, 'failed']);
  expect(checks.clock?.found).toMatch(/^3[56]\d\d\.\d s behind the CRM$/);
});

test('a clock that is ten seconds off is a warning, and so are a limit above the quota of the CRM and a token that may only read', async () => {
  const token = jwt({ exp: (Date.now() + 30 * 24 * HOUR) / 1000, scope: 'rev_user:read ticket:read' });
  const { code, checks } = await doctorAgainst(
    { date: new Date(Date.now() - 10_000).toUTCString(), 'X-Ratelimit-Limit': '100', 'X-Ratelimit-Remaining': '99' },
    { DEVREV_API_TOKEN: token },
  );
  expect(code).toBe(0);
  expect(checks.clock).toMatchObject({ status: 'warning', found: expect.stringMatching(/ahead of the CRM$/) });
  expect(checks.rate).toMatchObject({ status: 'warning', todo: expect.stringContaining('DEVREV_RATE_LIMIT=20/60s') });
  expect(checks.rate?.found).toContain('the CRM allows 100 in 5 min, 99 left: ours comes to 225');
  expect(checks.token).toMatchObject({ status: 'ok', found: expect.stringMatching(/valid until \d{4}-\d\d-\d\d/) });
  expect(checks.scopes).toMatchObject({ status: 'warning', found: expect.stringContaining('not rev_user:all') });
});

test('a token that says rev_user:all may merge, one that ends tomorrow is a warning', async () => {
  const scopes = ['rev_user:all', 'ticket:read'];
  const token = jwt({ exp: (Date.now() + 24 * HOUR) / 1000, 'http://devrev.ai/scopes': scopes });
  const { code, checks } = await doctorAgainst({}, { DEVREV_API_TOKEN: token });
  expect([code, checks.scopes?.status, checks.token?.status]).toEqual([0, 'ok', 'warning']);
  expect(checks.rate?.found).toContain("the CRM's answer names no limit of its own");
});

test('Scopes are those of every CRM with a token, each by what its own connector knows', async () => {
  const folder = testFolder();
  const tokens = {
    ...{ organization: 'org', accessToken: 'a', refreshToken: 'r' },
    ...{ obtainedAt: '2026-01-01T00:00:00Z', expiresAt: '2026-01-01T10:00:00Z' },
  };
  const scopesWith = async (scopes: string[], more = {}): Promise<Checked['checks'][string] | undefined> => {
    writeFileSync(join(folder, 'tokens.json'), JSON.stringify({ ...tokens, scopes }), { mode: 0o600 });
    const env = { PODIUM_CLIENT_SECRET: 'a secret', PODIUM_TOKEN_FILE: join(folder, 'tokens.json'), ...more };
    return (await runDoctor({ env, folder }, ['--only', 'scopes'])).checks.scopes;
  };
  expect(await scopesWith(['read_contacts', 'read_locations'])).toMatchObject({
    status: 'ok',
    found: expect.stringContaining('read_contacts read_locations: enough to read'),
  });
  expect(await scopesWith(['read_contacts'], { DEVREV_API_TOKEN: 'some-plain-token' })).toMatchObject({
    status: 'warning',
    found: expect.stringMatching(/DevRev: .*rev_user:all.*; Podium: .*without read_locations/),
    todo: expect.stringContaining('npm run authorize -- --crm podium'),
  });
});
