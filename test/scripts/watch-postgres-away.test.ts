import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';
import { startScript } from './run-script.ts';

/** Nothing is approved before a worker takes the run. */
const LINE = /^\d\d:\d\d:\d\d UTC {2}(\d of \d approved clusters|no cluster is approved yet), /;

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(tinyPairs(1));
});

afterAll(() => scene.close());

test('Without a terminal status --watch prints a line for each change, also that Postgres does not answer, and goes on when it is back', async () => {
  const url = new URL(scene.env.DATABASE_URL ?? '');
  const proxy = await startTcpProxy(url.host);
  try {
    url.host = proxy.address;
    const run = await scene.start();
    const watching = startScript(scene, ['status', run.id, '--watch'], { DATABASE_URL: url.href });
    await watching.says('no worker answers');
    await proxy.refuse();
    proxy.cut();
    await watching.says('Postgres does not answer');
    await proxy.serve();
    await scene.workerHere();
    const { code, out, err } = await watching.ended;
    expect(code).toBe(0);
    expect(out).toContain(`Run ${run.id}, organization ${run.org}: done`);
    const lines = err.trim().split('\n');
    expect(lines.length).toBeLessThan(12);
    for (const line of lines) expect(line).toMatch(LINE);
    expect(out + err).not.toContain('\x1b');
  } finally {
    proxy.close();
  }
});

test('Ctrl-C leaves at once also while Postgres hangs', async () => {
  const url = new URL(scene.env.DATABASE_URL ?? '');
  const proxy = await startTcpProxy(url.host);
  try {
    url.host = proxy.address;
    const run = await scene.start({ dryRun: true, approve: 'none' });
    const watching = startScript(scene, ['status', run.id, '--watch'], { DATABASE_URL: url.href });
    await watching.says('waits for a decision');
    proxy.stall();
    await watching.says('Postgres does not answer');
    watching.kill('SIGINT');
    const asked = performance.now();
    expect(await watching.ended).toMatchObject({ code: 130, err: expect.stringContaining('Detached') });
    expect(performance.now() - asked).toBeLessThan(patience(10_000));
  } finally {
    proxy.close();
  }
});
