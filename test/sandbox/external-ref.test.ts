import { expect, test } from 'vitest';
import { gate } from './gate.ts';
import { practice } from './practice.ts';

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
