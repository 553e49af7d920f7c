import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { crmAt, startServer } from './servers.ts';

const PERSONAL = 'ann.secret@example.com';

async function failureText(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
  return inspect(error, { depth: 10, showHidden: true });
}

test.each([
  ['an error answer', 400, `{"message":"${PERSONAL}","type":"invalid_field"}`],
  ['an answer that does not fit', 200, `{"rev_user":{"id":{"email":"${PERSONAL}"}}}`],
  ['another contact', 200, `{"rev_user":{"id":"don:identity:dvrv-us-1:devo/A:revu/77","email":"${PERSONAL}"}}`],
])('no token, id or content is in the error for %s', async (_what, status, body) => {
  const server = await startServer((_request, response) => response.writeHead(status).end(body));
  const text = await failureText(crmAt(server.origin).readContact('REVU-4711'));
  expect(text).toContain('POST rev-users.get');
  expect(text).not.toMatch(/secret|4711|revu\/77|bearer/i);
});

test('no token or socket is in the error for a reset', async () => {
  const server = await startServer((_request, _response, incoming) => incoming.socket.resetAndDestroy());
  const text = await failureText(crmAt(server.origin).readContact('REVU-4711'));
  expect(text).toMatch(/unreachable/);
  expect(text).not.toMatch(/secret|4711|bearer|bytesWritten|localAddress/i);
});

test('no signed URL is in the error for an attachment', async () => {
  const server = await startServer((request, response) => {
    if (request.path === '/artifacts.locate') response.end(`{"url":"${server.origin}/file?signature=secret"}`);
    else response.destroy();
  });
  const attachment = { id: 'don:1', name: 'secret.pdf', type: 'x', size: 5 };
  const text = await failureText(crmAt(server.origin).downloadAttachment(attachment, async () => {}));
  expect(text).toContain('GET attachment');
  expect(text).not.toMatch(/secret|signature/);
});
