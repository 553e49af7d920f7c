import { expect, test } from 'vitest';
import { swapTokens } from '../support/swapped-tokens.ts';

test('Two organizations, two workers, 200 pairs, tokens swapped at random moments: nothing is written in the wrong organization', async () => {
  const { applied, planned, states } = await swapTokens({ pairs: 200, seed: Number(process.env.SOAK_SEED) });
  expect(applied).toEqual(planned);
  expect(states).toEqual(['done', 'done']);
});
