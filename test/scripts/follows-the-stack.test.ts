import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimStack, publishStack, releaseStack } from '../../local/stack/stack-file.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { makeFolder } from '../support/servers.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';
import { startScript } from './run-script.ts';

const dataDir = makeFolder();
let scene: Scene;

beforeAll(async () => {
  scene = await openScene(tinyPairs(1));
  claimStack(dataDir);
});

afterAll(async () => {
  releaseStack(dataDir);
  await scene.close();
});

/** As `up` writes it down when it has started the servers: the database is where this stands. */
function isAt({ address }: TcpProxy): string {
  const url = new URL(scene.env.DATABASE_URL ?? '');
  url.host = address;
  const { TEMPORAL_ADDRESS: temporalAddress = '', TEMPORAL_NAMESPACE: namespace = '' } = scene.env;
  const up = { temporalAddress, namespace, uiUrl: null, databaseUrl: url.href };
  publishStack(dataDir, { up, servers: [] });
  return address;
}

/** Without addresses: the stack is what they follow. */
function settings() {
  const { DATABASE_URL: _, TEMPORAL_ADDRESS: __, TEMPORAL_NAMESPACE: ___, ...env } = scene.env;
  return { env: { ...env, DEDUPE_DATA_DIR: dataDir }, folder: scene.folder };
}

/** The first place of the database is no more, and the stack is up again with another one. */
async function moved(from: TcpProxy): Promise<TcpProxy> {
  await from.refuse();
  from.cut();
  const next = await startTcpProxy(new URL(scene.env.DATABASE_URL ?? '').host);
  isAt(next);
  return next;
}

test('status --watch goes on when the local stack was started anew at other ports', async () => {
  const first = await startTcpProxy(new URL(scene.env.DATABASE_URL ?? '').host);
  isAt(first);
  const run = await scene.start();
  const watching = startScript(settings(), ['status', run.id, '--watch']);
  await watching.says('no worker answers');
  const next = await moved(first);
  await scene.workerHere();
  expect(await watching.ended).toMatchObject({ code: 0, out: expect.stringContaining(`Run ${run.id}`) });
  for (const proxy of [first, next]) proxy.close();
});

test('The customers API goes on when the local stack was started anew at other ports', async () => {
  const first = await startTcpProxy(new URL(scene.env.DATABASE_URL ?? '').host);
  const before = isAt(first);
  const serving = startScript(settings(), ['api', '--json'], { API_PORT: '0' });
  await serving.says(before);
  const next = await moved(first);
  await serving.says(next.address);
  serving.kill('SIGINT');
  const { code, out } = await serving.ended;
  expect({ code, starts: out.trim().split('\n').length }).toEqual({ code: 0, starts: 2 });
  for (const proxy of [first, next]) proxy.close();
});
