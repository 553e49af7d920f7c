import { test } from 'vitest';
import { holdsBeside } from './beside-others.ts';

test('Fifty times as many rows of others take from a pair’s odds no more than the prior does, and leave a cluster that is clear what it is', async () => {
  await holdsBeside(20_000);
});
