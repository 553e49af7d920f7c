import { expect, test } from 'vitest';
import { attachment, attachmentWorld, memory } from './attachments.ts';
import { crmAt, startRawServer } from './servers.ts';

test.each([
  'not a url',
  'file:///etc/passwd',
  'http://storage.example.com/file',
  'https://user:secret@storage.example.com/file',
  'https://169.254.169.254/latest/meta-data',
  'http://169.254.169.254/latest/meta-data',
  'https://10.0.0.1/file',
  'https://[fd00::1]/file',
  'https://[::ffff:169.254.169.254]/file',
])('the URL %s is never fetched', async (url) => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end(), url: () => url });
  const failed = crmAt(api.origin).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'invalid', message: expect.stringMatching(/URL refused/) });
});

test('loopback is refused in a public network', async () => {
  const { api, files } = await attachmentWorld({ serve: (_request, response) => response.end('hello') });
  const failed = crmAt(api.origin, { network: 'public' }).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'invalid' });
  expect(files.connections()).toBe(0);
});

test('a name that leads to loopback is refused when it resolves, before a connection', async () => {
  const storage = await startRawServer();
  const url = storage.origin.replace('http://127.0.0.1', 'https://localhost');
  const { api } = await attachmentWorld({ serve: () => {}, url: () => url });
  const failed = crmAt(api.origin, { network: 'public' }).downloadAttachment(attachment(5), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('ADDRESS_REFUSED') });
  expect(storage.received).toHaveLength(0);
});

test('a name that leads to loopback is fetched when the CRM is on loopback', async () => {
  const { api } = await attachmentWorld({
    serve: (_request, response) => response.end('hello'),
    url: (_time, files) => files.origin.replace('127.0.0.1', 'localhost'),
  });
  expect(await crmAt(api.origin).downloadAttachment(attachment(5), memory().write)).toBe(5);
});
