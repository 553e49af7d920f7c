import { expect, test } from 'vitest';
import { gate } from './gate.ts';
import { practice } from './practice.ts';

test('A second merge of one pair is refused when the first has landed.', async () => {
  const { sandbox, merge } = await practice();
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const again = await merge('REVU-1', 'REVU-2');
  expect([again.status, again.body.type]).toEqual([404, 'not_found']);
});

test('A second merge that was accepted before the first landed changes nothing, and the log says so.', async () => {
  const { fault, open } = gate();
  const { sandbox, merge } = await practice({ faults: [fault] });
  await merge('REVU-1', 'REVU-2');
  expect((await merge('REVU-3', 'REVU-2')).status).toBe(200);
  open();
  await sandbox.settled();
  expect(
    sandbox
      .effects()
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['merge', 'merge-ignored']);
  expect(sandbox.requests().filter(({ path }) => path === 'rev-users.merge')).toHaveLength(2);
});
