import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test.each([
  ['502-html', 502],
  ['429', 429],
  ['401', 401],
  ['403', 403],
  ['404', 404],
  ['409', 409],
] as const)('The fault %s answers %i and applies nothing.', async (kind, status) => {
  const { sandbox, merge } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: kind });
  const answer = await merge('REVU-1', 'REVU-2');
  expect(answer.status).toBe(status);
  if (status === 502) expect(answer.headers.get('content-type')).toContain('text/html');
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
});

test.each([
  ['header', '7', undefined],
  ['body', null, 7],
  ['both', '7', 7],
  ['neither', null, undefined],
] as const)('A 429 tells the wait in %s.', async (place, header, inBody) => {
  const { sandbox, post } = await practice();
  sandbox.addFault({ on: '*', do: { kind: '429', retryAfter: 7, in: place } });
  const { headers, body } = await post('works.list');
  expect([headers.get('retry-after'), body.retry_after]).toEqual([header, inBody]);
});

test('A 429 may tell another wait in its body than in its header.', async () => {
  const { sandbox, post } = await practice();
  sandbox.addFault({ on: '*', do: { kind: '429', retryAfter: 2, bodyRetryAfter: 9 } });
  const { headers, body } = await post('works.list');
  expect([headers.get('retry-after'), body.retry_after]).toEqual(['2', 9]);
});
