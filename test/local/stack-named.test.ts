import { expect, test } from 'vitest';
import { startStack } from '../../local/stack/stack.ts';
import { findStack } from '../../local/stack/stack-file.ts';
import { testFolder } from '../support/folder.ts';

test('servers that the environment names are used, and none is started beside them', async () => {
  const dataDir = testFolder();
  const databaseUrl = 'postgres://db.example/dedupe';
  const env = { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_NAMESPACE: 'mine', HOME: dataDir };
  const stack = await startStack({ dataDir, databaseUrl, env });
  expect(stack).toMatchObject({
    temporalAddress: 'temporal.example:7233',
    namespace: 'mine',
    uiUrl: null,
    databaseUrl,
  });
  expect(findStack(dataDir)).toMatchObject({ temporalAddress: null, databaseUrl: null });
  await stack.stop();
});
