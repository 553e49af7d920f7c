import { expect, test } from 'vitest';
import { practice } from '../sandbox/practice.ts';
import { worldWithFile } from '../sandbox/world-with-file.ts';
import { memory } from './attachments.ts';
import { send } from './merges.ts';
import { relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';
import { crmAt } from './servers.ts';

const FIELDS = { customFields: { tnt__news: 'no' } };

test('a token that may only read reads everything a backup needs, and changes nothing', async () => {
  const { crm, sandbox } = await sandboxCrm({ token: 'sandbox-read-token', world: worldWithFile(10) });
  await crm.readContact('REVU-1');
  const { items } = await relationOf(crm, 'reported').list({ contact: 'REVU-1', cursor: null });
  const messages = await relationOf(crm, 'reported').listMessages({ thing: items[0]?.id ?? '', cursor: null });
  const [attachment] = messages.items.flatMap(({ attachments }) => attachments);
  expect(await crm.downloadAttachment(attachment ?? expect.unreachable(), memory().write)).toBe(10);
  await expect(crm.updateContact?.('REVU-1', FIELDS)).rejects.toMatchObject({ kind: 'forbidden', retryable: false });
  expect(await send(await crm.openMerge())).toEqual({ kind: 'not-sent', why: 'unauthorized', status: 403 });
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
});

test('a token that may write contacts sets fields, and is refused the merge', async () => {
  const { crm, sandbox } = await sandboxCrm({ token: 'sandbox-write-token' });
  await crm.updateContact?.('REVU-1', FIELDS);
  expect(await send(await crm.openMerge())).toEqual({ kind: 'not-sent', why: 'unauthorized', status: 403 });
  await sandbox.settled();
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['update']);
});

test('a delete needs the widest scope; our client has none, and reads a contact that another program deleted as gone', async () => {
  const { sandbox, post } = await practice();
  const deleted = async (token: string) => (await post('rev-users.delete', { id: 'REVU-2' }, token)).status;
  expect([await deleted('sandbox-read-token'), await deleted('sandbox-write-token')]).toEqual([403, 403]);
  expect(sandbox.effects()).toEqual([]);
  expect([await deleted('sandbox-token'), await deleted('sandbox-token')]).toEqual([200, 404]);
  expect(sandbox.effects()).toMatchObject([{ kind: 'contact-deleted', actor: 'api', contact: 'REVU-2' }]);
  expect(await crmAt(sandbox.url, { token: 'sandbox-token' }).readContact('REVU-2')).toMatchObject({
    kind: 'gone',
    how: 'not-found',
  });
});
