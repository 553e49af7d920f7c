import { expect, test } from 'vitest';
import type { Crm } from '../../crm/crm.ts';
import { don } from '../sandbox/dons.ts';
import { worldWithFile } from '../sandbox/world-with-file.ts';
import { attachment, memory } from './attachments.ts';
import { followingOf, relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

const ELSEWHERE = 'don:core:dvrv-us-1:devo/ELSEWHERE';

test('a display id and a DON name the same contact and the same ticket', async () => {
  const { crm } = await sandboxCrm();
  expect(await crm.readContact('REVU-2')).toMatchObject({ contact: { id: don('REVU-2'), displayId: 'REVU-2' } });
  expect(await crm.readContact(don('REVU-2'))).toMatchObject({ contact: { id: don('REVU-2'), displayId: 'REVU-2' } });
  const tickets = (contact: string) => relationOf(crm, 'reported').list({ contact, cursor: null });
  expect((await tickets(don('REVU-2'))).items).toEqual((await tickets('REVU-2')).items);
  const ticket = await followingOf(crm, 'reported').read('TKT-2');
  expect(await followingOf(crm, 'reported').read(ticket?.id ?? '')).toEqual(ticket);
});

test.each(['TKT-1', 'DEVU-1', 'user_1', 'REVU-', ''])('%j is not sent as a contact: it is none', async (id) => {
  const { crm, sandbox } = await sandboxCrm();
  await expect(crm.readContact(id)).rejects.toMatchObject({ kind: 'invalid' });
  await expect(crm.updateContact?.(id, { customFields: {} })).rejects.toMatchObject({ kind: 'invalid' });
  const tickets = relationOf(crm, 'reported').list({ contact: id, cursor: null });
  await expect(tickets).rejects.toMatchObject({ kind: 'invalid' });
  expect(sandbox.requests()).toEqual([]);
});

const calls: [string, (crm: Crm, id: string) => Promise<unknown>][] = [
  ['a ticket', (crm, id) => followingOf(crm, 'reported').read(id)],
  ['messages', (crm, id) => relationOf(crm, 'reported').listMessages({ thing: id, cursor: null })],
  ['an attachment', (crm, id) => crm.downloadAttachment({ ...attachment(3), id }, memory().write)],
];

test.each(calls)(
  'an id of the wrong kind, or of none, is an error of the call for %s and is not retryable',
  async (_what, call) => {
    const { crm } = await sandboxCrm();
    for (const id of ['ACC-1', 'nobody', `${ELSEWHERE}:account/1`])
      await expect(call(crm, id), id).rejects.toMatchObject({ kind: 'invalid', status: 400, retryable: false });
  },
);

test('what belongs to another organization is not there for us', async () => {
  const { crm } = await sandboxCrm({ world: worldWithFile(3) });
  const contact = don('REVU-1', 'ELSEWHERE');
  expect(await crm.readContact(contact)).toMatchObject({ kind: 'gone', how: 'not-found' });
  expect(await followingOf(crm, 'reported').read(`${ELSEWHERE}:ticket/1`)).toBeNull();
  const tickets = await relationOf(crm, 'reported').list({ contact, cursor: null });
  expect(tickets).toMatchObject({ items: [], nextCursor: null });
  const messages = relationOf(crm, 'reported').listMessages({ thing: `${ELSEWHERE}:ticket/1`, cursor: null });
  await expect(messages).rejects.toMatchObject({ kind: 'not-found' });
});

test('where it is forbidden instead, that is an error and never taken for gone', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithFile(3), foreignId: '403' });
  const forbidden = { kind: 'forbidden', status: 403, retryable: false };
  await expect(crm.readContact(don('REVU-1', 'ELSEWHERE'))).rejects.toMatchObject(forbidden);
  for (const [, call] of calls.slice(0, 2))
    await expect(call(crm, `${ELSEWHERE}:ticket/1`)).rejects.toMatchObject(forbidden);
  await expect(calls[2]?.[1](crm, `${ELSEWHERE}:artifact/7`)).rejects.toMatchObject(forbidden);
  const foreign = { primary: 'REVU-1', duplicate: don('REVU-2', 'ELSEWHERE'), timeoutMs: 5_000, mayWrite: () => true };
  const outcome = await (await crm.openMerge()).send(foreign);
  expect(outcome).toEqual({ kind: 'not-sent', why: 'unauthorized', status: 403 });
  expect(sandbox.effects()).toEqual([]);
});
