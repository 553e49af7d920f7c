import { expect, test } from 'vitest';
import { revUser } from './contacts.ts';
import { crmAt, recordingBudget, sendJson, startServer } from './servers.ts';

test('every call asks the budget first, with its reservation', async () => {
  const budget = recordingBudget();
  const server = await startServer((_request, response) => {
    budget.log.push('request');
    sendJson(response, 200, revUser(5));
  });
  const crm = crmAt(server.origin, { budget });
  await crm.readContact('REVU-5');
  await crm.readContact('REVU-5', { reservation: 'pair-1' });
  expect(budget.log).toEqual(['acquire -', 'request', 'acquire pair-1', 'request']);
});

test('a budget that refuses keeps the call from being made', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  const budget = { ...recordingBudget(), acquire: () => Promise.reject(new Error('store is down')) };
  await expect(crmAt(server.origin, { budget }).readContact('REVU-5')).rejects.toThrow('store is down');
  expect(server.requests).toHaveLength(0);
});

test('a 429 moves the whole budget and tells the caller how long', async () => {
  const budget = recordingBudget();
  const server = await startServer((_request, response) => sendJson(response, 429, {}, { 'retry-after': '12' }));
  const failed = crmAt(server.origin, { budget }).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 12_000 });
  expect(budget.log).toEqual(['acquire -', 'backOff 12000']);
});

test('a 429 reaches the caller although the budget cannot be moved', async () => {
  const server = await startServer((_request, response) => sendJson(response, 429, { retry_after: 3 }));
  const budget = { ...recordingBudget(), backOff: () => Promise.reject(new Error('store is down')) };
  const failed = crmAt(server.origin, { budget }).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 3_000 });
});
