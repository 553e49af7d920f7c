import { expect, test } from 'vitest';
import { attachment, attachmentWorld, memory } from './attachments.ts';
import { crmAt, recordingBudget } from './servers.ts';

test('an attachment is located, then fetched from the other origin without our token', async () => {
  const { api, files } = await attachmentWorld({ serve: (_request, response) => response.end('hello') });
  const saved = memory();
  const count = await crmAt(api.origin, { apiVersion: '2024-01-24' }).downloadAttachment(attachment(5), saved.write);
  expect([count, saved.text()]).toEqual([5, 'hello']);
  expect(api.requests[0]).toMatchObject({ path: '/artifacts.locate', body: JSON.stringify({ id: attachment(5).id }) });
  expect(files.requests[0]).toMatchObject({ method: 'GET', path: '/file?time=1&sig=a%2Fb' });
  const sent = Object.keys(files.requests[0]?.headers ?? {});
  expect(sent.filter((name) => !['host', 'connection'].includes(name))).toEqual([]);
});

test('locating costs a call of the budget, fetching does not', async () => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end('hello') });
  const budget = recordingBudget();
  await crmAt(api.origin, { budget }).downloadAttachment(attachment(5), memory().write);
  expect(budget.log).toEqual(['acquire -']);
});

test('an empty attachment is no error', async () => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end() });
  expect(await crmAt(api.origin).downloadAttachment(attachment(0), memory().write)).toBe(0);
});

test('chunks are written one after the other', async () => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end(Buffer.alloc(1_000_000, 'x')) });
  let writing = 0;
  let most = 0;
  const write = async (): Promise<void> => {
    most = Math.max(most, ++writing);
    await new Promise((resolve) => setImmediate(resolve));
    writing--;
  };
  expect(await crmAt(api.origin).downloadAttachment(attachment(1_000_000), write)).toBe(1_000_000);
  expect(most).toBe(1);
});

test('an error of the writer reaches the caller as it is', async () => {
  const { api } = await attachmentWorld({ serve: (_request, response) => response.end('hello') });
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const failed = crmAt(api.origin).downloadAttachment(attachment(5), () => Promise.reject(full));
  await expect(failed).rejects.toBe(full);
});
