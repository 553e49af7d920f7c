import type { Client } from '@temporalio/client';
import { expect, test } from 'vitest';
import { findTemporal } from '../../local/stack/connect.ts';
import { openClient } from '../../temporal/open-client.ts';
import { testFolder } from '../support/folder.ts';
import { askHttp } from './ask-http.ts';
import { startUp } from './start-up.ts';

test("what up shows as Temporal's pages works by this machine's name and lets no other page reach a run", async () => {
  const dataDir = testFolder();
  const up = await startUp(dataDir, '--json');
  const { uiUrl, namespace } = JSON.parse(up.line) as { uiUrl: string; namespace: string };
  expect(up.errors()).not.toContain('HTTP API');
  const port = Number(new URL(uiUrl).port);
  const client = await openClient(findTemporal({ dataDir }, {}));
  await client.workflow.start('anything', { workflowId: 'one', taskQueue: 'nobody' });
  const path = `/api/v1/namespaces/${namespace}/workflows/one/signal/approve`;
  const body = JSON.stringify({ signalName: 'approve' });

  // A page and all that it loads.
  const page = await fetch(`${uiUrl}/namespaces/${namespace}/workflows`);
  expect(page.headers.get('content-type')).toContain('text/html');
  const [, script = ''] = (await page.text()).match(/href="(\/_app\/[^"]+\.js)"/) ?? [];
  expect((await fetch(uiUrl + script)).headers.get('content-type')).toContain('javascript');
  const cookie = (page.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  const csrf = { cookie, 'x-csrf-token': cookie.replace('_csrf=', '') };

  // What it asks.
  const listed = await fetch(`${uiUrl}/api/v1/namespaces/${namespace}/workflows`);
  expect(await listed.json()).toMatchObject({ executions: [{ execution: { workflowId: 'one' } }] });

  const own = `127.0.0.1:${port}`;
  const json = { ...csrf, 'content-type': 'application/json' };
  const foreign: [Record<string, string>, number][] = [
    [{ ...json, host: 'evil.test', origin: 'http://evil.test' }, 421],
    [{ ...json, host: `evil.test:${port}`, origin: `http://${own}` }, 421],
    [{ ...json, host: `127.0.0.1.evil.test:${port}`, origin: `http://${own}` }, 421],
    [{ ...json, host: own, origin: 'http://evil.test' }, 403],
    [{ ...csrf, host: own, origin: 'http://evil.test', 'content-type': 'text/plain' }, 403],
    [{ ...json, host: own, origin: 'null' }, 403],
    [{ ...json, host: own, origin: `http://127.0.0.1:${port + 1}` }, 403],
    [{ ...json, host: own }, 403],
  ];
  for (const [headers, status] of foreign) {
    for (const method of ['POST', 'PUT', 'OPTIONS', 'DELETE']) {
      const answer = await askHttp(port, {
        method,
        path,
        headers: { 'transfer-encoding': 'chunked', ...headers },
        body,
      });
      expect(answer.status, JSON.stringify([method, headers])).toBe(status);
    }
  }
  const read = await askHttp(port, { headers: { host: 'evil.test' } });
  expect(read.status).toBe(421);
  const whole = await askHttp(port, { path: `http://evil.test${path}`, headers: { host: own } });
  expect(whole.status).toBe(421);
  const readable = await askHttp(port, { headers: { host: own, origin: 'http://evil.test' } });
  expect(readable.headers).not.toHaveProperty('access-control-allow-origin');
  expect(await signalsOf(client)).toEqual([]);

  // What a person does with it.
  const sent = await askHttp(port, { method: 'POST', path, headers: { ...json, host: own, origin: uiUrl }, body });
  expect([sent.status, sent.body]).toEqual([200, expect.anything()]);
  expect(await signalsOf(client)).toEqual(['approve']);

  await client.connection.close();
  up.process.kill('SIGTERM');
  expect(await up.exited).toEqual([0, null]);
});

async function signalsOf(client: Client): Promise<unknown[]> {
  const { events } = await client.workflow.getHandle('one').fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? []);
}
