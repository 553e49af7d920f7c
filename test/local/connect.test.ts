import { expect, test } from 'vitest';
import { findDatabaseUrl, findTemporal } from '../../local/stack/connect.ts';
import { claimStack, publishStack } from '../../local/stack/stack-file.ts';
import { testFolder } from '../support/folder.ts';

const UP = { temporalAddress: '127.0.0.1:1', namespace: 'n', uiUrl: null, databaseUrl: 'postgres://127.0.0.1:2/d' };

test('scripts take the named servers, else those of the local stack, else say how to start them', () => {
  const dataDir = testFolder();
  const nothing = { dataDir, databaseUrl: null };
  const away = expect.objectContaining({ name: 'NotReachable', todo: { code: 'start-stack', values: {} } });
  expect(() => findTemporal(nothing, {})).toThrow(away);
  expect(() => findDatabaseUrl(nothing)).toThrow(away);

  claimStack(dataDir);
  publishStack(dataDir, { up: UP, servers: [] });
  expect(findTemporal(nothing, {})).toMatchObject({ address: '127.0.0.1:1', namespace: 'n' });
  expect(findDatabaseUrl(nothing)).toBe(UP.databaseUrl);

  const env = { TEMPORAL_ADDRESS: 'cloud:7233', TEMPORAL_NAMESPACE: 'mine', TEMPORAL_API_KEY: 'key', HOME: dataDir };
  const named = findTemporal(nothing, env);
  expect(named).toMatchObject({ address: 'cloud:7233', namespace: 'mine', how: 'TEMPORAL_ADDRESS' });
  expect(named.connectionOptions).toMatchObject({ address: 'cloud:7233', apiKey: 'key', tls: true });
  expect(findDatabaseUrl({ dataDir, databaseUrl: 'postgres://db/x' })).toBe('postgres://db/x');
});
