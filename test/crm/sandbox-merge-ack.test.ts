import { expect, test } from 'vitest';
import { gate } from '../sandbox/gate.ts';
import { send } from './merges.ts';
import { followingOf, relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

test('a merge is answered before anything is to be seen of it, and is seen when it lands', async () => {
  const { fault, open } = gate();
  const { crm, sandbox } = await sandboxCrm({ faults: [fault], mergeDelayMs: 20 });
  expect(await send(await crm.openMerge())).toEqual({ kind: 'answered', status: 200 });
  const look = async () => {
    const contact = await crm.readContact('REVU-2');
    const tickets = await relationOf(crm, 'reported').list({ contact: 'REVU-2', cursor: null });
    return [contact.kind, tickets.items.length];
  };
  expect(await look()).toEqual(['alive', 3]);
  expect(sandbox.effects()).toEqual([]);
  open();
  await sandbox.settled();
  expect(await look()).toEqual(['gone', 0]);
});

test('a ticket that both contacts report is there once after the merge, and names the primary once', async () => {
  const { crm, sandbox } = await sandboxCrm();
  await send(await crm.openMerge());
  await sandbox.settled();
  const { items } = await relationOf(crm, 'reported').list({ contact: 'REVU-1', cursor: null });
  expect(items.map(({ displayId }) => displayId)).toEqual(['TKT-1', 'TKT-2', 'TKT-3', 'TKT-4']);
  expect((await followingOf(crm, 'reported').read('TKT-2'))?.contacts).toEqual(['REVU-1', 'REVU-5']);
});
