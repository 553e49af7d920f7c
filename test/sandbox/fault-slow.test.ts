import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test.each([
  ['before', true],
  ['after', false],
] as const)(
  'A slow merge that applies %s the wait takes effect while its client still waits: %s.',
  async (apply, early) => {
    const { sandbox, merge } = await practice({ mergeDelayMs: 0 });
    sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'slow', ms: 150, apply } });
    expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
    await sandbox.settled();
    const waited = (sandbox.effects()[0]?.at ?? 0) - (sandbox.requests()[0]?.at ?? 0);
    expect(waited < 148).toBe(early);
  },
);
