import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { expect, inject, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { createWorker } from '../../workers/worker.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold, oneOfEach } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

/** Ten times as quick as in production: thirty seconds for a statement and for a call. */
const ANSWER_MS = 3_000;

test('When the network drops every connection to Postgres and the CRM without a word, all clusters go on: no step hangs on one', async () => {
  const { world, plan } = smallWorld(manyPairs(9));
  const scene = await openScene({ world, plan });
  const database = new URL(scene.env.DATABASE_URL ?? '');
  const crm = new URL(scene.sandbox.url);
  const [toDatabase, toCrm] = [await startTcpProxy(database.host), await startTcpProxy(crm.host)];
  const env = { ...scene.env, DEVREV_BASE_URL: `http://${toCrm.address}`, DEVREV_TIMEOUT: `${ANSWER_MS}ms` };
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const { worker, close } = await createWorker({
    config: loadConfig({ ...env, DEDUPE_WORKFLOW_BUNDLE: inject('workflowBundle') }, scene.folder),
    databaseUrl: Object.assign(new URL(database), { host: toDatabase.address }).href,
    ...{ connection, namespace: inject('temporalNamespace'), log: pino({ level: 'silent' }), answerMs: ANSWER_MS },
  });
  const running = worker.run();
  const held = hold(scene, oneOfEach(plan));
  // A step that hung on a dead connection would do so for as long.
  const run = await scene.start({ canary: 6, window: 6, timing: { readMs: 3_600_000 } });
  await held.arrived();

  for (const proxy of [toDatabase, toCrm]) {
    // What is open stays open and carries nothing; new connections are served.
    proxy.stall();
    await proxy.serve();
  }
  held.letGo();
  expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 9, merged: 9 } });
  await expectFaultFree(scene, { world, plan });

  for (const proxy of [toDatabase, toCrm]) proxy.close();
  worker.shutdown();
  await running.catch(() => {});
  await close();
  await connection.close();
  await scene.close();
});
