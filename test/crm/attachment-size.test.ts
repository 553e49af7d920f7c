import { expect, test } from 'vitest';
import { attachment, attachmentWorld, memory } from './attachments.ts';
import { crmAt } from './servers.ts';

test.each([4, 6])('a file of another size than the declared %i bytes is a bad answer', async (size) => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end('hello') });
  const failed = crmAt(api.origin).downloadAttachment(attachment(size), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', retryable: true });
});

test('nothing beyond the declared size is written', async () => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end(Buffer.alloc(1_000_000, 'x')) });
  const saved = memory();
  await expect(crmAt(api.origin).downloadAttachment(attachment(10), saved.write)).rejects.toThrow('more bytes');
  expect(saved.text().length).toBeLessThanOrEqual(10);
});

test('a file without a declared size is taken whole', async () => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end('hello') });
  expect(await crmAt(api.origin).downloadAttachment(attachment(-1), memory().write)).toBe(5);
});

test('a file that is cut off is an error, declared or not', async () => {
  const { api } = await attachmentWorld({
    serve: (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('hello');
      setImmediate(() => response.destroy());
    },
  });
  const crm = crmAt(api.origin);
  for (const size of [-1, 100]) {
    await expect(crm.downloadAttachment(attachment(size), memory().write)).rejects.toMatchObject({
      kind: 'unreachable',
    });
  }
});

test('a file larger than the limit is not fetched when it says so, and not finished when it does not', async () => {
  const { api, files } = await attachmentWorld({ serve: (_request, response) => response.end(Buffer.alloc(2000)) });
  const crm = crmAt(api.origin, { maxAttachmentBytes: 1000 });
  const tooLarge = { kind: 'invalid', retryable: false };
  await expect(crm.downloadAttachment(attachment(2000), memory().write)).rejects.toMatchObject(tooLarge);
  expect([api.requests.length, files.requests.length]).toEqual([0, 0]);
  await expect(crm.downloadAttachment(attachment(-1), memory().write)).rejects.toMatchObject(tooLarge);
});

test('a download that drips ends at its deadline', async () => {
  const { api } = await attachmentWorld({
    serve: (_request, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    },
  });
  const failed = crmAt(api.origin, { attachmentTimeoutMs: 100 }).downloadAttachment(attachment(-1), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'timeout' });
});
