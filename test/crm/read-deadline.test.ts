import { expect, test } from 'vitest';
import { crmAt, startServer } from './servers.ts';

test('a call without an answer ends at its deadline', async () => {
  const server = await startServer(() => {});
  const failed = crmAt(server.origin, { timeoutMs: 50 }).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ kind: 'timeout', retryable: true });
});

test('the deadline is one for headers and body: a body that drips does not extend it', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drip));
  });
  const failed = crmAt(server.origin, { timeoutMs: 100 }).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ kind: 'timeout' });
});

test('a caller that gives up gets its own reason back', async () => {
  const server = await startServer(() => caller.abort(new Error('cancelled by Ann')));
  const caller = new AbortController();
  const failed = crmAt(server.origin).readContact('REVU-5', { signal: caller.signal });
  await expect(failed).rejects.toThrow('cancelled by Ann');
});

test('a caller that has given up before makes no request', async () => {
  const server = await startServer(() => {});
  const signal = AbortSignal.abort(new Error('cancelled by Ann'));
  await expect(crmAt(server.origin).readContact('REVU-5', { signal })).rejects.toThrow('cancelled by Ann');
  expect(server.requests).toHaveLength(0);
});
