import { expect, test } from 'vitest';
import { findDatabaseUrl, findTemporal } from '../../local/stack/connect.ts';
import { openClient } from '../../temporal/open-client.ts';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';
import { startUp } from './start-up.ts';

test('up keeps workflows and rows over a restart, and never shows the password', async () => {
  const config = { dataDir: testFolder(), databaseUrl: null };
  const first = await startUp(config.dataDir);
  expect(first.line).toContain('postgres://postgres:***@127.0.0.1:');
  expect(first.line).not.toContain(new URL(findDatabaseUrl(config)).password);
  await query(findDatabaseUrl(config), 'create table kept as select 42 as answer');
  const client = await openClient(findTemporal(config, {}));
  await client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' });
  await client.connection.close();
  first.process.kill('SIGTERM');
  expect(await first.exited).toEqual([0, null]);

  const second = await startUp(config.dataDir);
  expect(second.errors()).not.toContain('gone');
  expect(await query(findDatabaseUrl(config), 'select answer from kept')).toEqual([{ answer: 42 }]);
  const again = await openClient(findTemporal(config, {}));
  expect((await again.workflow.getHandle('kept').describe()).status.name).toBe('RUNNING');
  await again.connection.close();
  second.process.kill('SIGTERM');
  await second.exited;
});
