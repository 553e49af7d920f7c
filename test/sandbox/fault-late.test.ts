import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A late merge is answered and applied after its own delay, not the usual one.', async () => {
  const { sandbox, merge } = await practice({ mergeDelayMs: 0 });
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'late', ms: 40 } });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
  await sandbox.settled();
  const [request] = sandbox.requests();
  const [effect] = sandbox.effects();
  expect(effect).toMatchObject({ kind: 'merge', fault: 'late', requestId: request?.requestId });
  expect((effect?.at ?? 0) - (request?.at ?? 0)).toBeGreaterThanOrEqual(38);
});
