import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { sdkDownload } from '../../local/temporal/download.ts';
import { testFolder } from '../support/folder.ts';

const { version } = createRequire(import.meta.url)('@temporalio/testing/package.json') as { version: string };

test('the SDK is asked in a process of its own, and takes what it downloaded before', async () => {
  const folder = testFolder();
  const file = join(folder, `temporal-sdk-typescript-${version}`);
  symlinkSync((await findTemporalBinary()).path, file);
  expect(await sdkDownload(folder, 30_000)).toBe(file);
});
