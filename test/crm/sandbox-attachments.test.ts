import { expect, test } from 'vitest';
import type { Crm, CrmAttachment } from '../../crm/crm.ts';
import { worldWithFile } from '../sandbox/world-with-file.ts';
import { memory } from './attachments.ts';
import { relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

async function onlyAttachment(crm: Crm): Promise<CrmAttachment> {
  const { items } = await relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  const [attachment] = items.flatMap(({ attachments }) => attachments);
  return attachment ?? expect.unreachable();
}

test('an attachment of a message is fetched whole from the other origin', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithFile(300_000) });
  const attachment = await onlyAttachment(crm);
  expect(attachment).toMatchObject({ name: 'photo.png', type: 'image/png', size: 300_000 });
  expect(await crm.downloadAttachment(attachment, memory().write)).toBe(300_000);
  expect(sandbox.requests().map(({ path }) => path)).toEqual([
    'timeline-entries.list',
    'artifacts.locate',
    'attachment',
  ]);
});

test('a URL that expired on the way is located once more', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithFile(100), attachmentUrlTtlMs: 0 });
  const attachment = await onlyAttachment(crm);
  const renew = (): void => sandbox.configure({ attachmentUrlTtlMs: 60_000 });
  sandbox.addFault({ on: 'artifacts.locate', nth: 2, do: { kind: 'run', run: renew } });
  expect(await crm.downloadAttachment(attachment, memory().write)).toBe(100);
  const statuses = sandbox.requests().filter(({ path }) => path === 'attachment');
  expect(statuses.map(({ status }) => status)).toEqual([403, 200]);
});

test('an attachment that is cut short but looks whole is a bad answer', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithFile(100) });
  const attachment = await onlyAttachment(crm);
  sandbox.addFault({ on: 'attachment', do: { kind: 'truncate', at: 40, clean: true } });
  await expect(crm.downloadAttachment(attachment, memory().write)).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('a URL that is always too old is given up after the second, without blaming our token', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithFile(100), attachmentUrlTtlMs: 0 });
  const failed = crm.downloadAttachment(await onlyAttachment(crm), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', status: 403, retryable: true });
  expect(sandbox.requests().map(({ path, status }) => `${path} ${status}`)).toEqual([
    'timeline-entries.list 200',
    'artifacts.locate 200',
    'attachment 403',
    'artifacts.locate 200',
    'attachment 403',
  ]);
});

test.each([-100, -1, 1])('an attachment that is %i bytes off its declared size is a bad answer', async (off) => {
  const { crm } = await sandboxCrm({ world: worldWithFile(100), attachmentBytesOff: off });
  const failed = crm.downloadAttachment(await onlyAttachment(crm), memory().write);
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', status: 200 });
});
