import { expect, test } from 'vitest';
import { openClient } from '../../temporal/open-client.ts';
import { testFolder } from '../support/folder.ts';
import { startTestTemporal } from '../support/servers.ts';
import { askHttp } from './ask-http.ts';

test('Temporal answers over gRPC, and over HTTP to no Host at all', async () => {
  const temporal = await startTestTemporal({ folder: testFolder() });
  const { address, namespace, httpPort } = temporal;
  expect(temporal.httpIsClosed).toBe(true);
  const client = await openClient({ address, namespace, connectionOptions: { address }, how: 'the test' });
  await client.workflow.start('anything', { workflowId: 'one', taskQueue: 'nobody' });

  const grpcPort = Number(address.split(':')[1]);
  const path = `/api/v1/namespaces/${namespace}/workflows/one/signal/approve`;
  const hosts = ['evil.test', `evil.test:${httpPort}`, `127.0.0.1:${httpPort}`, 'localhost', 'nobody', '*', ''];
  for (const host of hosts) {
    const headers = { host, origin: 'http://evil.test', 'content-type': 'text/plain' };
    const answer = await askHttp(httpPort, { method: 'POST', path, headers, body: '{"input":[{"all":true}]}' });
    expect(answer.status, host).toBeGreaterThanOrEqual(400);
    expect(answer.status, host).toBeLessThan(500);
    await expect(askHttp(grpcPort, { method: 'POST', path, headers }), host).rejects.toThrow();
  }

  const { events = [] } = await client.workflow.getHandle('one').fetchHistory();
  expect(events?.map(({ workflowExecutionSignaledEventAttributes: signal }) => signal).filter(Boolean)).toEqual([]);
  await client.connection.close();
  await temporal.kill();
});
