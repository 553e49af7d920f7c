import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDatabaseUrl, findTemporal } from '../../local/stack/connect.ts';
import type { StackFile } from '../../local/stack/stack-file.ts';
import { openClient } from '../../temporal/open-client.ts';
import { testFolder } from '../support/folder.ts';
import { patience } from '../support/patience.ts';
import { query } from '../support/query.ts';
import { leftovers, processesBelow } from './process-tree.ts';
import { startUp } from './start-up.ts';

test('up starts a server that died again, at its address and on its data, and leaves the other one alone', async () => {
  const dataDir = testFolder();
  const up = await startUp(dataDir, '--json');
  const before = readStack(dataDir);
  const [temporal, postgres] = before.servers.map(({ pid }) => pid) as [number, number];
  const client = await openClient(findTemporal({ dataDir }, {}));
  await client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' });
  await query(findDatabaseUrl({ dataDir, databaseUrl: null }), 'create table kept as select 42 as answer');

  process.kill(temporal, 'SIGKILL');
  const afterTemporal = await until(dataDir, ({ servers }) => servers[0]?.pid !== temporal);
  expect(afterTemporal).toMatchObject({ up: before.up, servers: [{}, { pid: postgres }] });
  expect((await client.workflow.getHandle('kept').describe()).status.name).toBe('RUNNING');
  const { uiUrl } = JSON.parse(up.line);
  expect((await fetch(uiUrl)).status).toBe(200);

  process.kill(postgres, 'SIGKILL');
  const afterPostgres = await until(dataDir, ({ servers }) => servers[1]?.pid !== postgres);
  expect(afterPostgres).toMatchObject({ up: before.up, servers: [afterTemporal.servers[0], {}] });
  const url = findDatabaseUrl({ dataDir, databaseUrl: null });
  expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(up.errors()).toContain('Temporal ended by itself, it is started again');
  expect(up.errors()).toContain('Postgres is up again');

  await client.connection.close();
  const started = processesBelow(up.process.pid ?? 0);
  up.process.kill('SIGTERM');
  expect(await up.exited).toEqual([0, null]);
  expect(await leftovers(started)).toEqual([]);
});

function readStack(dataDir: string): StackFile {
  return JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8'));
}

async function until(dataDir: string, holds: (stack: StackFile) => boolean): Promise<StackFile> {
  const deadline = Date.now() + patience(30_000);
  for (;;) {
    const stack = readStack(dataDir);
    if (holds(stack)) return stack;
    if (Date.now() > deadline) throw new Error(`Still ${JSON.stringify(stack.servers)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
