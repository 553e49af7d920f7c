import { expect, test } from 'vitest';
import { attachment, attachmentWorld, memory } from './attachments.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test('an expired URL is located once more', async () => {
  const { api, files } = await attachmentWorld({
    serve: ({ path }, response) => response.writeHead(path.includes('time=1') ? 403 : 200).end('hello'),
  });
  const saved = memory();
  expect(await crmAt(api.origin).downloadAttachment(attachment(5), saved.write)).toBe(5);
  expect(saved.text()).toBe('hello');
  expect([api.requests.length, files.requests.length]).toEqual([2, 2]);
});

test('a second refusal ends the download, and does not blame our token', async () => {
  const { api, files } = await attachmentWorld({
    serve: (_request, response) => response.writeHead(403).end('<Error/>'),
  });
  const failed = crmAt(api.origin).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer' });
  expect([api.requests.length, files.requests.length]).toEqual([2, 2]);
});

test.each([
  [404, 'not-found'],
  [503, 'server'],
] as const)('a storage that answers %i is asked once', async (status, kind) => {
  const { api, files } = await attachmentWorld({ serve: (_request, response) => response.writeHead(status).end() });
  const failed = crmAt(api.origin).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind, status });
  expect([api.requests.length, files.requests.length]).toEqual([1, 1]);
});

test('a redirect of the storage is not followed', async () => {
  const { api, files } = await attachmentWorld({
    serve: (_request, response) => response.writeHead(302, { location: '/file' }).end(),
  });
  const failed = crmAt(api.origin).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', status: 302 });
  expect(files.requests).toHaveLength(1);
});

test('an artifact that the CRM does not show us is forbidden', async () => {
  const api = await startServer((_request, response) => sendJson(response, 403, { type: 'forbidden' }));
  const failed = crmAt(api.origin).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'forbidden', status: 403 });
});
