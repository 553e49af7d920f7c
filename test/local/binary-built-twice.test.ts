import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeGo } from './fake-binary.ts';

test('two builds at once both end with a whole binary', async () => {
  const { search, home, bin, cached } = testSearch();
  writeFakeGo(join(bin, 'go'), '1.25.0', join(home, 'go.log'));
  const options = { ...search, env: { ...search.env, PATH: `${bin}:/usr/bin:/bin` } };
  const found = await Promise.all([findTemporalBinary(options), findTemporalBinary(options)]);
  expect(found.map(({ path }) => path)).toEqual([cached, cached]);
  expect(readdirSync(dirname(cached))).toEqual(['temporal-cli-v1.5.1']);
});
