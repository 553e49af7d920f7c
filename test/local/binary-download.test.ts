import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testSearch } from './binary-search.ts';
import { writeFakeGo, writeFakeTemporal } from './fake-binary.ts';

test('the download of the SDK comes before a build, and is announced', async () => {
  const { search, home, bin, said } = testSearch();
  writeFakeGo(join(bin, 'go'), '1.26.8', join(home, 'go.log'));
  const download = async (folder: string): Promise<string> => writeFakeTemporal(join(folder, 'temporal-cli-sdk'));
  const found = await findTemporalBinary({ ...search, download });
  expect(found.how).toMatch(/^the download of the Temporal SDK/);
  expect(said).toEqual(['Temporal is neither on PATH nor cached: trying the download of the Temporal SDK']);
});
