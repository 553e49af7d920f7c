import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { testFolder } from '../support/folder.ts';
import { startUp } from './start-up.ts';

test('up says so where the Temporal that it found does not close its HTTP API', async () => {
  const { path } = await findTemporalBinary();
  const folder = testFolder();
  // As an older server does, which knows nothing of the setting.
  const deaf = `#!/bin/bash\nargs=()\nfor arg in "$@"; do args+=("\${arg/httpAllowedHosts=*/httpAllowedHosts=[\\"*\\"]}"); done\nexec '${path}' "\${args[@]}"\n`;
  writeFileSync(join(folder, 'temporal'), deaf);
  chmodSync(join(folder, 'temporal'), 0o755);
  process.env.PATH = `${folder}:${process.env.PATH}`;
  const up = await startUp(testFolder(), '--json');
  expect(JSON.parse(up.line).temporalHow).toContain(folder);
  up.process.kill('SIGTERM');
  await up.exited;
  expect(up.errors()).toContain('does not close its HTTP API');
});
