import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeTemporal } from './fake-binary.ts';

test('a temporal on PATH comes before the cached copy', async () => {
  const { search, bin, cached, said } = testSearch();
  writeFakeTemporal(cached);
  const path = writeFakeTemporal(join(bin, 'temporal'));
  expect(await findTemporalBinary(search)).toEqual({ path, how: `temporal on PATH (${path})` });
  expect(said).toEqual([]);
});
