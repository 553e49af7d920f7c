import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NotReachable } from '../../config/not-reachable.ts';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeGo } from './fake-binary.ts';

test('without any source, or with a Go that is too old, it says what to do', async () => {
  const { search, home, bin } = testSearch();
  writeFakeGo(join(bin, 'go'), '1.24.4', join(home, 'go.log'));
  const found = findTemporalBinary(search);
  await expect(found).rejects.toThrow(NotReachable);
  await expect(found).rejects.toThrow(/Install the Temporal CLI .* or set TEMPORAL_ADDRESS/);
});
