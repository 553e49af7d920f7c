import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A merge takes effect no earlier than the merge delay after its request.', async () => {
  const { sandbox, merge } = await practice({ mergeDelayMs: 40 });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const [request] = sandbox.requests();
  const [effect] = sandbox.effects();
  expect((effect?.at ?? 0) - (request?.at ?? 0)).toBeGreaterThanOrEqual(38);
});
