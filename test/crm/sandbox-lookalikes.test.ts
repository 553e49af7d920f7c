import { expect, test } from 'vitest';
import { lookalikes } from '../sandbox/lookalikes.ts';
import { send } from './merges.ts';
import { relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

test('contacts with one e-mail and one reference in two accounts are told apart by id, and shown as they are stored', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: lookalikes(), emailFilter: 'insensitive' });
  const read = async (id: string) => {
    const reading = await crm.readContact(id);
    return reading.kind === 'alive' ? [reading.contact.email, reading.contact.externalRef] : null;
  };
  expect(await read('REVU-1')).toEqual(['ada@example.com', 'user_shared']);
  expect(await read('REVU-2')).toEqual(['Ada@Example.COM', 'user_shared']);
  expect(await read('REVU-3')).toEqual([' ada@example.com ', 'user_REVU-3']);
  const tickets = await relationOf(crm, 'reported').list({ contact: 'REVU-2', cursor: null });
  expect(tickets.items.map(({ displayId }) => displayId)).toEqual(['TKT-2']);
  await send(await crm.openMerge());
  await sandbox.settled();
  expect(sandbox.effects()).toMatchObject([{ kind: 'merge', primary: 'REVU-1', duplicate: 'REVU-2' }]);
});
