import { expect, test } from 'vitest';
import type { TemporalServer } from '../../local/temporal/server.ts';
import { openClient } from '../../temporal/open-client.ts';
import { testFolder } from '../support/folder.ts';
import { startTestTemporal } from '../support/servers.ts';

test('a Temporal killed and started again on its file and port goes on with its workflows', async () => {
  const folder = testFolder();
  const first = await startTestTemporal({ folder, kept: true });
  const client = await clientOf(first);
  const { firstExecutionRunId } = await client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' });
  await first.kill();
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });

  const second = await startTestTemporal({ folder, kept: true, port: Number(first.address.split(':')[1]) });
  const { runId, status } = await client.workflow.getHandle('kept').describe();
  expect({ runId, status: status.name }).toEqual({ runId: firstExecutionRunId, status: 'RUNNING' });
  await client.workflow.getHandle('kept').signal('hello');
  await client.connection.close();
  await second.kill();
});

function clientOf({ address, namespace }: TemporalServer): ReturnType<typeof openClient> {
  return openClient({ address, namespace, connectionOptions: { address }, how: 'the test' });
}
