import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runDoctor, statuses } from './doctor-checks.ts';
import { planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('with everything there, every check is ok but the scopes, which nobody tells, and nothing is left behind', async () => {
  const before = readdirSync(scene.folder);
  const requests = scene.sandbox.requests().length;
  const checked = await runDoctor(scene, ['--plan', planFile(scene, scene.plan)], { DEDUPE_DATA_DIR: 'data/of/ours' });
  const ok = [
    'node',
    'temporal',
    'postgres',
    'worker',
    'runs',
    'nights',
    'notify',
    'token',
    'merging',
    'rate',
    'disk',
    'folders',
    'clock',
  ];
  expect(checked.code).toBe(0);
  expect(statuses(checked)).toEqual({ ...Object.fromEntries(ok.map((name) => [name, 'ok'])), scopes: 'warning' });
  const { temporal, postgres, worker, token, scopes, disk } = checked.checks;
  expect(temporal?.found).toMatch(/^127\.0\.0\.1:\d+ \(TEMPORAL_ADDRESS\), server \d+\.\d+.*, namespace '/);
  expect(postgres?.found).toMatch(/, version \d+.*, schema \d+, up to date$/);
  expect(worker?.found).toContain(`one takes steps from '${scene.env.TEMPORAL_TASK_QUEUE}'`);
  expect(token?.found).toMatch(/^\[token\] of organization 'org\w{8}' at http:/);
  expect(scopes?.found).toContain('a merge needs rev_user:all; one that may only read is enough for dry runs');
  expect(disk?.found).toContain('the plan needs about 2 MB (2 tickets, attachments not counted)');
  expect(readdirSync(scene.folder).filter((name) => !name.startsWith('plan-'))).toEqual(before);
  expect(scene.sandbox.requests().slice(requests)).toMatchObject([
    { path: 'dev-users.self' },
    { path: 'auth-tokens.info' },
  ]);
});

test('its calls are counted in the budget that the workers share', async () => {
  const env = { DEVREV_RATE_LIMIT: '2/1h', DEVREV_API_TOKEN: 'sandbox-read-token' };
  const first = await runDoctor(scene, ['--only', 'token,rate'], env);
  expect([first.code, statuses(first)]).toEqual([0, { token: 'ok', rate: 'ok' }]);
  const second = await runDoctor(scene, ['--only', 'token,rate'], env);
  expect([second.code, statuses(second)]).toEqual([0, { token: 'warning', rate: 'skipped' }]);
  expect(second.checks.token?.found).toContain('runs use the whole rate budget');
});

test('a health check of the worker needs no token, and people read one line per check', async () => {
  const args = ['doctor', '--only', 'temporal,postgres,worker'];
  const { code, out } = await runScript(scene, args, { DEVREV_API_TOKEN: '' });
  expect(out).toMatch(/^ok {7}temporal {2}.*\nok {7}postgres {2}.*\nok {7}worker {4}one takes steps.*\n\n3 ok\n$/);
  expect(code).toBe(0);
});

test('without a worker, the check fails with 6 and names npm run worker', async () => {
  const checked = await runDoctor(scene, ['--only', 'worker'], { TEMPORAL_TASK_QUEUE: 'nobody-is-here' });
  expect([checked.code, checked.checks.worker?.status]).toEqual([6, 'failed']);
  expect(checked.checks.worker?.todo).toContain('npm run worker');
});

test('a namespace that does not exist fails with 2, and the command that makes it is shown', async () => {
  const checked = await runDoctor(scene, ['--only', 'temporal,worker'], { TEMPORAL_NAMESPACE: 'nowhere' });
  expect([checked.code, statuses(checked)]).toEqual([2, { temporal: 'failed', worker: 'skipped' }]);
  expect(checked.checks.temporal?.todo).toContain('temporal operator namespace create --retention 90d nowhere');
});

test('a token that the CRM refuses fails with 2, and what needs an answer of the CRM is skipped', async () => {
  const checked = await runDoctor(scene, ['--only', 'token,rate,clock'], { DEVREV_API_TOKEN: 'not-a-good-token' });
  expect([checked.code, statuses(checked)]).toEqual([2, { token: 'failed', rate: 'skipped', clock: 'ok' }]);
  expect(checked.checks.token?.found).toContain('DevRev refused the token');
  expect(checked.checks.rate?.found).toBe('the token was refused');
});

test("another organization's token than DEVREV_ORG fails with 2 and names both", async () => {
  const checked = await runDoctor(scene, ['--only', 'token'], { DEVREV_ORG: 'ACME12' });
  expect([checked.code, checked.checks.token?.status]).toEqual([2, 'failed']);
  expect(checked.checks.token?.found).toMatch(/'org\w{8}'.*'ACME12'/);
});

test('without Postgres, Temporal and token: 2, every check says what it lacks, and no password is shown', async () => {
  const env = { DATABASE_URL: 'postgres://u:pass-word@127.0.0.1:1/d', TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const checked = await runDoctor(scene, [], { ...env, DEVREV_API_TOKEN: '' });
  expect(checked.code).toBe(2);
  const failed = { temporal: 'failed', postgres: 'failed', token: 'failed' };
  const skipped = {
    worker: 'skipped',
    runs: 'skipped',
    nights: 'skipped',
    scopes: 'skipped',
    merging: 'skipped',
    rate: 'skipped',
    clock: 'skipped',
  };
  expect(statuses(checked)).toEqual({
    node: 'ok',
    notify: 'ok',
    disk: 'ok',
    folders: 'ok',
    ...failed,
    ...skipped,
  });
  expect(checked.checks.worker?.found).toBe('Temporal cannot be used');
  expect(checked.checks.rate?.found).toBe('no token');
  expect(checked.checks.postgres?.found).toMatch(/^Cannot reach Postgres at '127\.0\.0\.1:1'.*npm run up$/);
  expect(checked.checks.temporal?.todo).toContain('npm run up');
  expect(JSON.stringify(checked)).not.toContain('pass-word');
});

test('the token is judged without Postgres too, and without any server the way to one is named: 6', async () => {
  const env = { DATABASE_URL: '', TEMPORAL_ADDRESS: '' };
  const checked = await runDoctor(scene, ['--only', 'temporal,postgres,token,clock'], env);
  const servers = { temporal: 'failed', postgres: 'failed' };
  expect([checked.code, statuses(checked)]).toEqual([6, { ...servers, token: 'ok', clock: 'ok' }]);
  expect(checked.checks.temporal?.found).toMatch(/TEMPORAL_ADDRESS is not set and no local stack is up.*npm run up/);
  expect(checked.checks.temporal?.todo).toMatch(/^npm run up (starts|has to)/);
});

test('a folder that cannot be written fails with 2, one that others may read is a warning', async () => {
  const plan = planFile(scene, scene.plan);
  const broken = await runDoctor(scene, ['--only', 'folders'], { BACKUP_DIR: join(plan, 'backups'), LOGS_DIR: plan });
  expect([broken.code, broken.checks.folders?.status]).toEqual([2, 'failed']);
  expect(broken.checks.folders?.found).toMatch(
    /BACKUP_DIR '.*' \(a file is in its way\), LOGS_DIR '.*' \(is a file\)$/,
  );
  const seen = join(scene.folder, 'seen');
  mkdirSync(seen);
  chmodSync(seen, 0o755);
  const open = await runDoctor(scene, ['--only', 'folders'], { REPORTS_DIR: seen });
  expect([open.code, open.checks.folders?.status]).toEqual([0, 'warning']);
  expect(open.checks.folders).toMatchObject({
    found: `others may read or write: REPORTS_DIR '${seen}' (mode 755)`,
    todo: `chmod go-rw '${seen}'`,
  });
});

test('an unknown check is refused with 2, and a plan that is none with 3', async () => {
  const unknown = await runScript(scene, ['doctor', '--only', 'node,moon']);
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("no check 'moon', expected some of: node,")]);
  const nowhere = await runScript(scene, ['doctor', '--only', 'disk', '--plan', 'nowhere.json']);
  expect([nowhere.code, nowhere.err]).toEqual([3, expect.stringContaining('nowhere.json')]);
});
