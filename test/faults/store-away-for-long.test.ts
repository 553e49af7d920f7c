import pino from 'pino';
import { expect, inject, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { runWorker } from '../../workers/run-worker.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold, oneOfEach } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

test('A worker whose database is away for long lets go of its steps, and takes them again when it answers', async () => {
  const { world, plan } = smallWorld(manyPairs(9));
  const scene = await openScene({ world, plan });
  const direct = new URL(scene.env.DATABASE_URL ?? '');
  const proxy = await startTcpProxy(direct.host);
  const databaseUrl = Object.assign(new URL(direct), { host: proxy.address }).href;
  const said: string[] = [];
  const has = (words: string) => (): boolean => said.some((line) => line.includes(words));
  let tellToEnd = (): void => {};
  let isReady = false;
  const worker = runWorker({
    config: loadConfig({ ...scene.env, DEDUPE_WORKFLOW_BUNDLE: inject('workflowBundle') }, scene.folder),
    find: () => ({
      databaseUrl,
      temporal: { address: inject('temporalAddress') },
      namespace: inject('temporalNamespace'),
    }),
    until: new Promise<void>((resolve) => {
      tellToEnd = resolve;
    }),
    onReady: () => {
      isReady = true;
    },
    log: pino({ level: 'info' }, { write: (line) => said.push(line) }),
    patienceMs: 1500,
  });
  await until('the worker is ready', () => isReady, 60_000);
  const held = hold(scene, oneOfEach(plan));
  const run = await scene.start({ canary: 6, window: 6 });
  await held.arrived();

  await proxy.refuse();
  proxy.cut();
  await until('the worker lets go', has('steps are let go'), 30_000);
  held.letGo();
  await proxy.serve();
  await until('the worker is back', has('takes steps again'), 90_000);

  expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 9, merged: 9 } });
  await expectFaultFree(scene, { world, plan });
  tellToEnd();
  await worker;
  proxy.close();
  await scene.close();
});
