import { expect, test } from 'vitest';
import { practice } from './practice.ts';

const MS = 150;
const on = 'rev-users.merge';

test('A slow merge that applies before the wait has taken effect when its client gets the answer.', async () => {
  // Handled after the wait, it would land so long after the answer.
  const { sandbox, merge } = await practice({ mergeDelayMs: MS / 2 });
  sandbox.addFault({ on, do: { kind: 'slow', ms: MS, apply: 'before' } });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
  expect(sandbox.effects()).toHaveLength(1);
});

test('A slow merge that applies after the wait takes effect no earlier.', async () => {
  const { sandbox, merge } = await practice({ mergeDelayMs: 0 });
  sandbox.addFault({ on, do: { kind: 'slow', ms: MS, apply: 'after' } });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
  await sandbox.settled();
  const waited = (sandbox.effects()[0]?.at ?? 0) - (sandbox.requests()[0]?.at ?? 0);
  expect(waited).toBeGreaterThanOrEqual(MS - 2);
});
