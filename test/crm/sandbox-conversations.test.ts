import { expect, test } from 'vitest';
import type { Crm, CrmMessage, FollowingRelation } from '../../crm/crm.ts';
import type { World, WorldMessage } from '../../samples/world/world.ts';
import { conversation, message, smallWorld } from '../sandbox/small-world.ts';
import { memory } from './attachments.ts';
import { followingOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

const FILE = { id: 'ARTIFACT-9', name: 'photo.png', type: 'image/png', size: 3000 };

function worldWithThread(messages: WorldMessage[]): World {
  return smallWorld({ conversations: [conversation({ id: 'CONV-1', members: ['REVU-1', 'DEVU-1'], messages })] });
}

function conversationsOf(crm: Crm): FollowingRelation {
  return followingOf(crm, 'conversations');
}

async function thread(crm: Crm): Promise<CrmMessage[]> {
  const messages: CrmMessage[] = [];
  let cursor: string | null = null;
  do {
    const page = await conversationsOf(crm).listMessages({ thing: 'CONV-1', cursor });
    messages.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return messages;
}

test('more than a page of conversations is read to the end, across empty pages, and only those of the contact', async () => {
  const mine = Array.from({ length: 230 }, (_, index) =>
    conversation({ id: `CONV-${index + 1}`, members: ['REVU-1'] }),
  );
  const world = smallWorld({ conversations: [...mine, conversation({ id: 'CONV-999', members: ['REVU-5'] })] });
  const { crm } = await sandboxCrm({ world, emptyPages: true });
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = await conversationsOf(crm).list({ contact: 'REVU-1', cursor });
    pages.push(page.items.map(({ displayId }) => displayId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(pages.map(({ length }) => length)).toEqual([100, 0, 100, 0, 30]);
  expect(pages.flat()).toEqual(mine.map(({ id }) => id));
});

test('the whole thread is read where the conversation itself shows the latest messages only', async () => {
  const { crm } = await sandboxCrm({ world: worldWithThread(Array.from({ length: 120 }, () => message())) });
  const { items, raw } = await conversationsOf(crm).list({ contact: 'REVU-1', cursor: null });
  expect(items).toEqual([expect.objectContaining({ displayId: 'CONV-1', contacts: ['REVU-1'] })]);
  expect(JSON.parse(Buffer.from(raw).toString()).conversations[0].messages.length).toBeLessThan(120);
  expect(await thread(crm)).toHaveLength(120);
});

test('a thread has comments without body, attachments and own private entries; those of others are not in it', async () => {
  const messages = [
    message({ body: '' }),
    message({ artifacts: [FILE] }),
    message({ visibility: 'private', createdBy: 'DEVU-1' }),
    message({ visibility: 'private', createdBy: 'DEVU-2' }),
    message({ visibility: 'private', createdBy: 'DEVU-2', privateTo: ['DEVU-1'] }),
  ];
  const { crm } = await sandboxCrm({ world: worldWithThread(messages) });
  const seen = await thread(crm);
  expect(seen.map(({ isPrivate, attachments }) => [isPrivate, attachments.length])).toEqual([
    [false, 0],
    [false, 1],
    [true, 0],
    [true, 0],
  ]);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(4);
});

test('an attachment of a conversation is fetched from the other origin, checked, and located again when its URL expired', async () => {
  const world = worldWithThread([message({ artifacts: [FILE] })]);
  const { crm, sandbox } = await sandboxCrm({ world, attachmentUrlTtlMs: 0 });
  const renew = (): void => sandbox.configure({ attachmentUrlTtlMs: 60_000 });
  sandbox.addFault({ on: 'artifacts.locate', nth: 2, do: { kind: 'run', run: renew } });
  const [attachment] = (await thread(crm)).flatMap(({ attachments }) => attachments);
  if (attachment === undefined) return expect.unreachable();
  expect(attachment).toMatchObject({ name: 'photo.png', type: 'image/png', size: 3000 });
  expect(await crm.downloadAttachment(attachment, memory().write)).toBe(3000);
  const downloads = sandbox.requests().filter(({ path }) => path === 'attachment');
  expect(downloads.map(({ status }) => status)).toEqual([403, 200]);

  sandbox.addFault({ on: 'attachment', do: { kind: 'truncate', at: 40, clean: true } });
  await expect(crm.downloadAttachment(attachment, memory().write)).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('a merge moves the conversations, and the client sees it in the lists and in each of them', async () => {
  const world = smallWorld({ conversations: [conversation({ id: 'CONV-1', members: ['REVU-2', 'DEVU-1'] })] });
  const { crm, sandbox } = await sandboxCrm({ world });
  const connection = await crm.openMerge();
  await connection.send({ primary: 'REVU-1', duplicate: 'REVU-2', timeoutMs: 5_000, mayWrite: () => true });
  await connection.close();
  await sandbox.settled();
  const conversations = conversationsOf(crm);
  expect(
    (await conversations.list({ contact: 'REVU-1', cursor: null })).items.map(({ displayId }) => displayId),
  ).toEqual(['CONV-1']);
  expect((await conversations.list({ contact: 'REVU-2', cursor: null })).items).toEqual([]);
  expect(await conversations.read('CONV-1')).toMatchObject({ contacts: ['REVU-1'] });
  expect(await conversations.read('CONV-999')).toBeNull();
});
