import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeTemporal } from './fake-binary.ts';

test('XDG_CACHE_HOME moves the cached copy', async () => {
  const { search, home } = testSearch();
  const path = writeFakeTemporal(join(home, 'elsewhere', 'contact-dedupe', 'temporal-cli-v1.5.1'));
  const env = { ...search.env, XDG_CACHE_HOME: join(home, 'elsewhere') };
  expect((await findTemporalBinary({ ...search, env })).path).toBe(path);
});
