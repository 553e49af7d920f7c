import { expect, test } from 'vitest';
import { as, send, sharedDesk } from './desk.ts';

const desk = sharedDesk();

/** A start of a plan that is there: the first one succeeds, and a second would be refused. */
async function startable(): Promise<string> {
  const headers = { ...as('operate'), 'content-type': 'application/json' };
  const sent = await send(desk(), { path: '/api/v1/plans', method: 'POST', headers, body: '{}' });
  return JSON.parse(sent.body).id as string;
}

const start = (plan: string, key: string | null, more: Record<string, unknown> = {}) =>
  send(desk(), {
    path: '/api/v1/runs',
    method: 'POST',
    headers: { ...as('operate'), 'content-type': 'application/json', ...(key !== null && { 'idempotency-key': key }) },
    body: JSON.stringify({ plan, dryRun: true, ...more }),
  });

test('Sent again under the same key, a request is not done again, and its answer comes again', async () => {
  const plan = await startable();
  const first = await start(plan, 'one');
  expect(first.status).toBe(202);
  const again = await start(plan, 'one');
  expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([202, first.body, 'true']);
  expect((await start(plan, null)).status).toBe(409);
});

test('The same key with another body is refused', async () => {
  const plan = await startable();
  await start(plan, 'two');
  expect((await start(plan, 'two', { canary: 7 })).status).toBe(422);
});

test('A refusal is not kept: what was missing then may be there now', async () => {
  const unknown = 'c'.repeat(32);
  expect((await start(unknown, 'three')).status).toBe(404);
  expect((await start(await startable(), 'three')).status).toBe(202);
});

test('What is no key is said to be none', async () => {
  expect((await start('c'.repeat(32), 'two words')).status).toBe(400);
});

const sendFile = (key: string, body: string) =>
  send(desk(), {
    path: '/api/v1/plans',
    method: 'POST',
    headers: { ...as('operate'), 'content-type': 'text/csv', 'idempotency-key': key },
    body,
  });

test('A file that is sent again under the same key is taken in once; another one under that key, and a second while the first is on its way, are refused', async () => {
  const count = (): number => desk().desk.uploads.list().length;
  const before = count();
  const first = await sendFile('file', 'a,b\n1,2\n');
  expect(first.status).toBe(202);
  const again = await sendFile('file', 'a,b\n1,2\n');
  expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([202, first.body, 'true']);
  expect(again.headers.location).toBe(first.headers.location);
  expect((await sendFile('file', 'a,b\n1,3\n')).status).toBe(422);
  expect(count()).toBe(before + 1);
  expect((await sendFile('empty', '')).status).toBe(422);
  expect((await sendFile('empty', 'a,b\n')).status).toBe(202);
  const both = await Promise.all([sendFile('both', 'a,b\n'), sendFile('both', 'a,b\n')]);
  expect(both.map(({ status }) => status).filter((status) => status !== 202 && status !== 409)).toEqual([]);
  expect(count()).toBe(before + 3);
});
