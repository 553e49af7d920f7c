import { test } from 'vitest';
import { holdsBeside } from '../matching/beside-others.ts';

test('50,000 rows of others take from a pair’s odds no more than the prior does, and leave a cluster that is clear what it is', async () => {
  await holdsBeside(50_000);
});
