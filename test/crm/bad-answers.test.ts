import { expect, test } from 'vitest';
import { don } from './contacts.ts';
import { relationOf } from './relation-of.ts';
import { crmAt, startServer } from './servers.ts';

test.each([
  ['no JSON', '<html>Sign in</html>'],
  ['a JSON list', '[]'],
  ['cut JSON', '{"rev_user":{"id":"'],
  ['no contact', '{}'],
  ['an id of another type', '{"rev_user":{"id":5}}'],
  ['a state of another type', `{"rev_user":{"id":"${don(5)}","state":{"name":"active"}}}`],
  ['bytes that are not UTF-8', Buffer.from('7b2261223a22ff227d', 'hex')],
])('an answer with %s is a bad answer', async (_what, body) => {
  const server = await startServer((_request, response) => response.end(body));
  const failed = crmAt(server.origin).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ name: 'CrmError', kind: 'bad-answer', status: 200, retryable: true });
});

test('the message names the place that does not fit, not the value', async () => {
  const server = await startServer((_request, response) => response.end('{"works":[{"id":"don:1"},{"id":4711}]}'));
  const failed = relationOf(crmAt(server.origin), 'reported').list({ contact: 'REVU-5', cursor: null });
  await expect(failed).rejects.toThrow(/^POST works\.list: answer does not fit at works\.1\.id$/);
});

test('an answer beyond the size limit is not read to its end', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(200);
    const more = (): void => void response.write(Buffer.alloc(64 * 1024, 0x20), (error) => error ?? more());
    more();
  });
  const failed = crmAt(server.origin, { maxBodyBytes: 1_000_000 }).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({
    kind: 'bad-answer',
    message: expect.stringContaining('larger than 1000000'),
  });
});
