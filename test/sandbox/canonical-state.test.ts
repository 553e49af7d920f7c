import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('The state is the same for the same merges in another order, and names survivors and contents.', async () => {
  const run = async (duplicates: string[]) => {
    const { sandbox, merge } = await practice();
    for (const duplicate of duplicates) {
      await merge('REVU-1', duplicate);
      await sandbox.settled();
    }
    return sandbox.state();
  };
  const state = await run(['REVU-2', 'REVU-3']);
  expect(JSON.stringify(await run(['REVU-3', 'REVU-2']))).toBe(JSON.stringify(state));
  expect(state.consumed).toEqual({ 'REVU-2': 'REVU-1', 'REVU-3': 'REVU-1' });
  expect(Object.keys(state.contacts)).toEqual(['REVU-1', 'REVU-4', 'REVU-5']);
  expect(state.tickets['TKT-3']).toEqual({
    reportedBy: ['REVU-1', 'REVU-5'],
    createdBy: 'DEVU-1',
    ownedBy: ['DEVU-1'],
    content: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
