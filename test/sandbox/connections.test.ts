import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('The request log tells which connection a request came on, and the how many-th on it.', async () => {
  const { sandbox } = await practice();
  const keep = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (agent: Agent | false) =>
    new Promise<void>((resolve, reject) => {
      const headers = { Authorization: 'Bearer sandbox-token' };
      const sent = request(`${sandbox.url}/dev-users.self`, { agent, headers }, (response) =>
        response.resume().on('close', resolve),
      );
      sent.on('error', reject).end();
    });
  for (const agent of [keep, keep, false] as const) await ask(agent);
  keep.destroy();
  expect(sandbox.requests().map(({ connection, requestOnConnection }) => [connection, requestOnConnection])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
  ]);
});
