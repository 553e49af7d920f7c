import { expect, test } from 'vitest';
import { gate } from './gate.ts';
import { practice } from './practice.ts';
import { smallWorld } from './small-world.ts';

test('An external reference is refused with 409 while another living contact holds it, and free once that was merged away.', async () => {
  const { fault, open } = gate();
  const { sandbox, post, merge } = await practice({ faults: [fault] });
  const take = () => post('rev-users.update', { id: 'REVU-1', external_ref: 'user_REVU-2' });
  await merge('REVU-1', 'REVU-2');
  const early = await take();
  expect([early.status, early.body.type]).toEqual([409, 'conflict']);
  open();
  await sandbox.settled();
  expect((await take()).status).toBe(200);
});

test('A contact that was merged away may hold its reference for longer, which another one may not take meanwhile', async () => {
  const { sandbox, post, merge } = await practice({ refHeldMs: 3_600_000 });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const take = () => post('rev-users.update', { id: 'REVU-1', external_ref: 'user_REVU-2' });
  expect((await take()).status).toBe(409);
  sandbox.configure({ refHeldMs: 0 });
  expect((await take()).status).toBe(200);
  expect(sandbox.effects().at(-1)).toMatchObject({
    kind: 'update',
    contact: 'REVU-1',
    changed: { externalRef: { before: 'user_REVU-1', after: 'user_REVU-2' } },
  });
});

test('A merge leaves the primary its reference, or gives it that of the duplicate', async () => {
  for (const [mergeExternalRef, ref] of [
    ['keep', 'user_REVU-1'],
    ['take', 'user_REVU-2'],
  ] as const) {
    const { sandbox, merge } = await practice({ mergeExternalRef });
    await merge('REVU-1', 'REVU-2');
    await sandbox.settled();
    expect(sandbox.state().contacts['REVU-1']?.externalRef).toBe(ref);
  }
});

test('The same reference may be held in two workspaces where only one workspace is asked about', async () => {
  const world = smallWorld();
  for (const contact of world.contacts) if (contact.id === 'REVU-2') contact.workspace = 'REV-2';
  const { sandbox, post } = await practice({ world });
  const take = () => post('rev-users.update', { id: 'REVU-1', external_ref: 'user_REVU-2' });
  expect((await take()).status).toBe(409);
  sandbox.configure({ externalRefScope: 'workspace' });
  expect((await take()).status).toBe(200);
});
