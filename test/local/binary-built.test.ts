import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeGo } from './fake-binary.ts';

test('without any other source it is built with Go, once, and kept', async () => {
  const { search, home, bin, cached, said } = testSearch();
  const log = join(home, 'go.log');
  writeFakeGo(join(bin, 'go'), '1.26.8', log);
  const env = { ...search.env, PATH: `${bin}:/usr/bin:/bin` };
  // The download names no usable file either.
  const options = { ...search, env, download: async () => join(home, 'nothing') };
  expect(await findTemporalBinary(options)).toEqual({ path: cached, how: `built with Go just now (${cached})` });
  expect(await findTemporalBinary(options)).toEqual({ path: cached, how: `the cached copy (${cached})` });
  expect(readFileSync(log, 'utf8')).toBe('CGO_ENABLED=0 install github.com/temporalio/cli/cmd/temporal@v1.5.1\n');
  expect(readdirSync(dirname(cached))).toEqual(['temporal-cli-v1.5.1']);
  expect(said).toContainEqual(expect.stringMatching(/^Building the Temporal CLI v1\.5\.1 with Go/));
});
