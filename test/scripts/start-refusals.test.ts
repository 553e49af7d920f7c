import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { csvFileOf, planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

const NOBODY = '127.0.0.1:1';

let scene: Scene;
let plan: string;
let csv: string;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  plan = planFile(scene, scene.plan);
  csv = csvFileOf(scene, { 'a@example.com': ['REVU-1', 'REVU-2'] });
});

afterEach(async () => {
  const [stored] = await scene.database.db.execute(sql`select count(*)::int as n from runs`);
  expect(stored).toEqual({ n: 0 });
  expect(scene.sandbox.requests().filter((request) => request.write)).toEqual([]);
});

afterAll(() => scene.close());

/** Starts with everything right but what the test says. */
function start(args: string[], env = {}): Promise<{ code: number | null; out: string; err: string }> {
  return runScript(scene, ['start', ...args], env);
}

test('start without a token ends with 2', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DEVREV_API_TOKEN: '' });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('DEVREV_API_TOKEN is not set') });
});

test('start with a token that the CRM refuses ends with 2', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DEVREV_API_TOKEN: 'not-a-token' });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('refused the token') });
  expect(err).not.toContain('not-a-token');
});

test('start of a CRM that cannot merge ends with 2 before anything is stored or anybody is asked, and names the dry run', async () => {
  const other = { ...scene.plan, crm: 'podium' };
  const theirs = planFile(scene, { ...other, digest: planDigest(other) });
  for (const yes of [['--yes'], []]) {
    const { code, err } = await start(['--plan', theirs, ...yes]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/cannot merge contacts.*--dry-run/) });
  }
});

test("start with another organization's token than DEVREV_ORG ends with 2 and names both", async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DEVREV_ORG: 'ACME12' });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/'org\w{8}'.*'ACME12'/) });
});

test('start ends with 6 when the CRM does not answer', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DEVREV_BASE_URL: `http://${NOBODY}` });
  expect({ code, err }).toEqual({ code: 6, err: expect.stringContaining(`Cannot reach DevRev at http://${NOBODY}`) });
});

test('start ends with 6 and names npm run up when Temporal does not answer', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { TEMPORAL_ADDRESS: NOBODY });
  expect({ code, err }).toEqual({ code: 6, err: expect.stringMatching(/Cannot reach Temporal at .*npm run up/s) });
});

test('start ends with 6 and names npm run up when Postgres does not answer', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DATABASE_URL: `postgres://u:secret@${NOBODY}/d` });
  expect({ code, err }).toEqual({ code: 6, err: expect.stringMatching(/Cannot reach Postgres at .*npm run up/s) });
  expect(err).not.toContain('secret');
});

test('start ends with 6 and names npm run up when no server is named and no local stack is up', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DATABASE_URL: '', TEMPORAL_ADDRESS: '' });
  expect({ code, err }).toEqual({ code: 6, err: expect.stringContaining('npm run up') });
});

test('an edited plan is refused with 3', async () => {
  const edited = join(scene.folder, 'edited.json');
  writeFileSync(edited, readFileSync(plan, 'utf8').replace('"primary":"REVU-1"', '"primary":"REVU-2"'));
  const { code, err } = await start(['--plan', edited, '--yes']);
  expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('edited.json: was changed after preview') });
});

test('with ENVIRONMENT=production a CSV is refused with 2, also the one of CSV_INPUT_PATH', async () => {
  const production = { ENVIRONMENT: 'production' };
  for (const [args, env] of [
    [['--csv', csv], production],
    [[], { ...production, CSV_INPUT_PATH: csv }],
  ] as const) {
    const { code, err } = await start([...args, '--yes'], env);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/accepts only --plan.*preview.*--out/) });
  }
});

test('where nobody can be asked, start wants --yes and ends with 2', async () => {
  const { code, err } = await start(['--plan', plan]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--yes') });
});

test('--strict refuses a CSV with a rejected row with 3', async () => {
  const bad = join(scene.folder, 'bad.csv');
  writeFileSync(bad, readFileSync(csv, 'utf8').replace('REVU-2,ACC', ',ACC'));
  const { code, err } = await start(['--csv', bad, '--strict', '--yes']);
  expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/bad.csv: 1 .*rejected.*--strict/) });
});

test('DEDUPE_TIMING is refused with 2 for a CRM that is not on this machine', async () => {
  const { code, err } = await start(['--plan', plan, '--yes'], { DEVREV_BASE_URL: 'https://api.example.com' });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('DEDUPE_TIMING is only for') });
});
