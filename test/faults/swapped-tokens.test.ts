import { expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { swapTokens } from '../support/swapped-tokens.ts';

test(
  'Two organizations with the same contact ids and two workers whose tokens are swapped at random moments: nothing is written in the wrong one',
  async () => {
    const { applied, planned, writes, states, swaps } = await swapTokens({ pairs: 12, seed: 7 });
    expect(applied).toEqual(planned);
    expect(writes.ours).toHaveLength(planned.ours.length);
    expect(writes.other).toHaveLength(planned.other.length);
    expect(states).toEqual(['done', 'done']);
    expect(swaps).toBeGreaterThan(1);
  },
  patience(240_000),
);
