import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeTemporal } from './fake-binary.ts';

test('a temporal on PATH that is another program is passed over', async () => {
  const { search, bin, cached } = testSearch();
  writeFakeTemporal(join(bin, 'temporal'), '#!/bin/sh\necho "temporal: a calendar, version 4"\n');
  writeFakeTemporal(cached);
  expect((await findTemporalBinary(search)).path).toBe(cached);
});
