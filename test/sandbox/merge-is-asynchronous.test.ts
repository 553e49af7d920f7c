import { expect, test } from 'vitest';
import { gate } from './gate.ts';
import { practice } from './practice.ts';

test('A merge is acknowledged with an empty object before anything changes, and takes effect later.', async () => {
  const { fault, open } = gate();
  const { sandbox, merge, post, reported } = await practice({ faults: [fault] });
  const ack = await merge('REVU-1', 'REVU-2');
  expect([ack.status, ack.body]).toEqual([200, {}]);
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(200);
  expect(await reported('REVU-2')).toEqual(['TKT-2', 'TKT-3', 'TKT-4']);
  expect(sandbox.effects()).toEqual([]);

  open();
  await sandbox.settled();
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(404);
  expect(await reported('REVU-2')).toEqual([]);
  expect(await reported('REVU-1')).toEqual(['TKT-1', 'TKT-2', 'TKT-3', 'TKT-4']);
});
