import { Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startTestTemporal } from '../support/servers.ts';

test('the namespace keeps closed workflows for 90 days', async () => {
  const server = await startTestTemporal({ folder: testFolder() });
  const connection = await Connection.connect({ address: server.address });
  const { config } = await connection.workflowService.describeNamespace({ namespace: server.namespace });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 3600);
  expect(server.namespace).toBe('contact-dedupe');
  await connection.close();
  await server.kill();
});
