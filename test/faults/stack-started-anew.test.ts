import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { startRun } from '../../control/start-run.ts';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import { openDatabase } from '../../store/database.ts';
import { openClient } from '../../temporal/open-client.ts';
import { testFolder } from '../support/folder.ts';
import { hold, oneOfEach } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

test('A worker follows the local stack to other ports in the middle of a run, and to others again, in the same process', async () => {
  const dataDir = testFolder();
  const { world, plan } = smallWorld(manyPairs(9));
  const first = await startStack({ dataDir, ui: false, say: () => {} });
  const { temporalAddress, namespace, databaseUrl } = first;
  const scene = await openScene({ world, plan, servers: { temporalAddress, namespace, databaseUrl } });
  const held = hold(scene, oneOfEach(plan));
  // It knows its servers by the data folder alone.
  const worker = await scene.worker({ DEDUPE_DATA_DIR: dataDir, DATABASE_URL: '', TEMPORAL_ADDRESS: '' });
  const run = await scene.start({ canary: 6, window: 6 });
  await held.arrived();

  const postgresTaken = await startElsewhere(first, Number(new URL(databaseUrl).port), () => held.letGo());
  const second = postgresTaken.stack;
  expect(second.databaseUrl).not.toBe(databaseUrl);
  expect(second.temporalAddress).toBe(temporalAddress);
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 9, merged: 9, held: 0 } });
  expect(scene.sandbox.effects().filter(({ kind }) => kind === 'merge')).toHaveLength(9);

  const temporalTaken = await startElsewhere(second, Number(temporalAddress.split(':')[1]));
  const third = temporalTaken.stack;
  expect(third.databaseUrl).toBe(second.databaseUrl);
  expect(third.temporalAddress).not.toBe(temporalAddress);
  const { temporalAddress: address } = third;
  const client = await openClient({ address, namespace, connectionOptions: { address }, how: 'the test' });
  const database = openDatabase({ url: third.databaseUrl });
  const again = await startRun({
    ...{ client, db: database.db, plan, org: world.org, dryRun: false, timing: TEST_TIMING },
    options: { canary: 5, window: 4, limit: null, approve: 'auto', csvDigest: null },
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
  });
  expect(await client.workflow.getHandle(again.workflowId).result()).toMatchObject({ state: 'done' });
  expect(scene.sandbox.effects().filter(({ kind }) => kind === 'merge')).toHaveLength(9);
  expect(worker.kill('SIGTERM')).toBe(true);
  expect(await worker.exited).toEqual({ code: 0, signal: null });

  await client.connection.close();
  await database.close();
  await scene.close();
  await third.stop();
  for (const { other } of [postgresTaken, temporalTaken]) other.close();

  /** The same stack, where somebody else has taken one of its ports meanwhile. */
  async function startElsewhere(
    before: Stack,
    port: number,
    meanwhile = (): void => {},
  ): Promise<{ stack: Stack; other: Server }> {
    await before.stop();
    const other = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(other, 'listening');
    meanwhile();
    return { stack: await startStack({ dataDir, ui: false, say: () => {} }), other };
  }
});
