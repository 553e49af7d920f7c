import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A hanging request is never answered and never applied.', async () => {
  const { sandbox, merge } = await practice({ mergeDelayMs: 0 });
  sandbox.addFault({ on: 'rev-users.merge', do: 'hang' });
  let answered = false;
  const sent = merge('REVU-1', 'REVU-2').then(() => {
    answered = true;
  });
  await expect.poll(() => sandbox.faultsApplied().length, { interval: 1 }).toBe(1);
  await sandbox.settled();
  expect([sandbox.effects(), sandbox.requests()]).toMatchObject([[], [{ status: null, faults: ['hang'] }]]);
  await sandbox.close();
  await expect(sent).rejects.toThrow();
  expect(answered).toBe(false);
});
