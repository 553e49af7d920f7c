import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { EXIT } from '../../scripts/cli/fail.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import type { WorkerHere } from '../support/worker-here.ts';
import { runDoctor } from './doctor-checks.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

const { world, plan } = smallWorld([
  { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
  { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
]);
const [one = plan, other = plan] = plan.clusters.map((cluster) => withDigest({ ...plan, clusters: [cluster] }));
let scene: Scene;
let receiver: Receiver;
let worker: WorkerHere;
let told: Record<string, string>;

beforeAll(async () => {
  scene = await openScene({ world, plan });
  receiver = await startReceiver();
  told = { NOTIFY_URL: receiver.url, NOTIFY_SECRET: 'a secret' };
  worker = await scene.workerHere();
});

afterAll(async () => {
  await receiver.close();
  await scene.close();
});

function words(): { id: string; event: string; run: string; facts: object }[] {
  return receiver.received.map(({ body }) => JSON.parse(body));
}

async function untilWords(many: number): Promise<void> {
  while (receiver.received.length < many) await sleep(50);
}

test('start --wait tells how its run has ended, where no worker does', async () => {
  const args = ['start', '--plan', planFile(scene, one), '--approve', 'auto', '--yes', '--wait'];
  expect(await runScript(scene, args, told)).toMatchObject({ code: EXIT.done });
  expect(words()).toMatchObject([{ event: 'run-ended', facts: { state: 'done' } }]);
});

test('runs --check finds nothing while all is well', async () => {
  const { code, out } = await runScript(scene, ['runs', '--check', '--alert-after', '26h'], told);
  expect({ code, out }).toEqual({ code: EXIT.done, out: 'Nothing to look at\n' });
  expect(await runScript(scene, ['runs', '--alert-after', '26h'])).toMatchObject({ code: EXIT.usage });
});

test('A worker that dies after it has told somebody, and before it has marked that, leaves it to another one, which tells it again with the same id', async () => {
  await worker.end();
  const run = await scene.start({ plan: other, approve: 'none' });
  const dying = await scene.worker({ ...told, DEDUPE_FAILPOINT: 'notice.sent:1:kill' });
  expect(await dying.exited).toMatchObject({ signal: 'SIGKILL' });
  await untilWords(2);
  worker = await scene.workerHere(told);
  await untilWords(3);
  const [, first, second] = words();
  expect(first).toMatchObject({ event: 'run-waits', run: run.id, facts: { undecided: 1 } });
  expect(second).toEqual(first);
});

test('runs --check ends with 4 where a run waits, a success is too old and no worker is up, and tells it once; doctor says that a run waits', async () => {
  await worker.end();
  const before = receiver.received.length;
  // A worker that was killed is still in its row for a while.
  await scene.database.db.execute('delete from workers');
  const check = ['runs', '--check', '--alert-after', '1ms', '--json'];
  const [first, second] = [await runScript(scene, check, told), await runScript(scene, check, told)];
  const codes = JSON.parse(first.out).problems.map(({ code }: { code: string }) => code);
  expect([first.code, second.code, codes]).toEqual([
    ...[EXIT.waiting, EXIT.waiting],
    ['no-success', 'run-waits', 'no-worker'],
  ]);
  expect(words().slice(before)).toMatchObject([{ event: 'alert', facts: JSON.parse(first.out) }]);
  const { checks } = await runDoctor(scene, ['--only', 'nights,notify'], told);
  expect(checks.nights).toMatchObject({
    status: 'warning',
    found: expect.stringContaining('1 run waiting for a person'),
  });
  expect(checks.notify).toMatchObject({ status: 'ok', found: 'json to NOTIFY_URL, 0 words to deliver' });
});

test('doctor says of words that were given up after 24 hours how many there are, what the last failure was, and what to do', async () => {
  await scene.database.db.execute(`update notices set sent_at = null, tries = 40, failure = 'http-503',
    given_up_at = clock_timestamp() where event = 'alert'`);
  const { code, checks } = await runDoctor(scene, ['--only', 'notify'], told);
  expect([code, checks.notify?.status]).toEqual([EXIT.done, 'warning']);
  expect(checks.notify?.found).toMatch(/1 word given up after 24 h in the last 7 days \(the last failure: http-503\)/);
  expect(checks.notify?.todo).toContain('2xx');
});

test('runs --check says that Temporal does not answer, beside all else that it finds, tells it, and ends with 6', async () => {
  const away = { ...told, TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const { code, out } = await runScript(scene, ['runs', '--check', '--json'], away);
  const { problems } = JSON.parse(out) as { problems: { code: string }[] };
  expect(code).toBe(EXIT.unreachable);
  expect(problems.map((problem) => problem.code)).toEqual(['run-waits', 'no-worker', 'temporal-away']);
  expect(words().at(-1)).toMatchObject({ event: 'alert', facts: { problems } });
});
