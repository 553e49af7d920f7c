import { expect, test } from 'vitest';
import { unlimitedBudget } from '../../crm/budget.ts';
import { inspectToken } from '../../crm/devrev/inspect-token.ts';
import { recordingBudget, sendJson, startServer } from './servers.ts';

const SELF = { dev_user: { id: 'don:identity:dvrv-us-1:devo/ACME12:devu/3' } };
const EXPIRY = '2027-01-02T03:04:05.000Z';

test('organization, expiry, quota and clock are what the CRM answers, at the cost of two calls', async () => {
  const server = await startServer(({ path }, response) =>
    path === '/dev-users.self'
      ? sendJson(response, 200, SELF, {
          'X-Ratelimit-Limit': '1000',
          'X-Ratelimit-Remaining': '7',
          date: 'Thu, 01 Jan 2026 00:00:00 GMT',
        })
      : sendJson(response, 200, { token: { expiry: EXPIRY } }),
  );
  const budget = recordingBudget();
  const before = Date.now();
  const { clock, ...facts } = await inspectToken({ baseUrl: server.origin, token: 'secret-token', budget });
  expect(facts).toEqual({ org: 'ACME12', expiresAt: EXPIRY, quota: { limit: 1000, remaining: 7 } });
  expect(clock?.says).toBe(Date.UTC(2026, 0, 1));
  expect(clock?.sentAt).toBeGreaterThanOrEqual(before);
  expect(budget.log).toEqual(['acquire -', 'acquire -']);
});

test('a CRM that tells neither expiry nor quota is no error, one that refuses the token is', async () => {
  const server = await startServer(({ path }, response) =>
    path === '/dev-users.self'
      ? sendJson(response, 200, SELF, { 'x-ratelimit-limit': 'many' })
      : sendJson(response, 403, {}),
  );
  const ask = (baseUrl: string) => inspectToken({ baseUrl, token: 'secret-token', budget: unlimitedBudget() });
  expect(await ask(server.origin)).toMatchObject({ org: 'ACME12', expiresAt: null, quota: null });
  const refusing = await startServer((_request, response) => sendJson(response, 401, { type: 'token_expired' }));
  await expect(ask(refusing.origin)).rejects.toMatchObject({ kind: 'unauthorized' });
});
