import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeTemporal } from './fake-binary.ts';

test('the copy cached in the home comes before any download', async () => {
  const { search, cached, said } = testSearch();
  writeFakeTemporal(cached);
  expect(await findTemporalBinary(search)).toEqual({ path: cached, how: `the cached copy (${cached})` });
  expect(said).toEqual([]);
});
