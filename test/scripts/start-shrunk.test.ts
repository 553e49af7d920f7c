import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { csvOptions } from '../../scripts/plan/load-plan.ts';
import { createRun } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { csvFileOf } from './input-files.ts';
import { runScript } from './run-script.ts';

const OPTIONS = { canary: 5, window: 4, limit: null, approve: 'none' as const, csvDigest: null };

let scene: Scene;
let csv: string;
let ours: string;

beforeAll(async () => {
  const small = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  ours = small.world.org;
  scene = await openScene(small);
  csv = csvFileOf(scene, { 'a@example.com': ['REVU-1', 'REVU-2'] });
});

afterAll(() => scene.close());

/** A run that read so many rows of a CSV, ended, of an organization. */
async function ranBefore(rows: number, more: { org?: string; dryRun?: boolean } = {}): Promise<void> {
  const { org = ours, dryRun = false } = more;
  const options = await csvOptions({
    path: csv,
    profile: null,
    rules: 'rules.default.yaml',
    neverMerge: null,
    strict: false,
  });
  const { plan } = await planFromCsv(options);
  const rowsRead = { plan: plan.digest, csv: '0', rows, rejected: [], withoutEmail: 0, leftOut: [] };
  const run = await createRun(scene.database.db, { plan, org, dryRun, options: { ...OPTIONS, rowsRead } });
  await scene.database.db.execute(sql`update runs set state = 'done', ended_at = now() where id = ${run.id}`);
}

async function mergedSince(ids: string[]): Promise<void> {
  for (const id of ids) {
    await scene.database.db.execute(sql`
      insert into consumed (crm, org, duplicate_id, primary_id, run_id) values ('devrev', ${ours}, ${id}, 'REVU-1', 'x-1')`);
  }
}

const start = (...args: string[]) => runScript(scene, ['start', '--csv', csv, '--yes', ...args]);
const runs = async (): Promise<unknown> =>
  (await scene.database.db.execute(sql`select count(*)::int as n from runs`))[0];

test('An export with far fewer rows than the last real run of its organization read, less those merged since, ends with 3 and starts nothing', async () => {
  await ranBefore(2, { org: 'another' });
  await ranBefore(2, { dryRun: true });
  await ranBefore(5);
  const before = await runs();
  const few = await start();
  expect(few).toMatchObject({ code: 3, out: '' });
  expect(few.err).toMatch(
    /contacts\.csv: has 2 rows, run [0-9a-f]{12}-\d+ read 5; export it again; .*--max-shrink off\n/,
  );
  await mergedSince(['REVU-11', 'REVU-12']);
  expect((await start()).err).toMatch(/read 5, and 2 contacts merged away since: 3 should be there;/);
  expect(await start('--max-shrink', '0')).toMatchObject({ code: 3 });
  expect(await runs()).toEqual(before);
});

test('With those that were merged away, or with --max-shrink, it starts, and the next night is measured by it', async () => {
  expect(await start('--dry-run', '--max-shrink', '34%')).toMatchObject({ code: 0 });
  expect(await start('--max-shrink', 'off')).toMatchObject({ code: 0 });
  const [run] = await scene.database.db.execute(
    sql`select options -> 'rowsRead' -> 'rows' as rows from runs where org = ${ours} and not dry_run order by created_at desc limit 1`,
  );
  expect(run).toEqual({ rows: 2 });
});

test('A file whose rows are all rejected ends with 3 before any server is asked', async () => {
  const nowhere = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d', TEMPORAL_ADDRESS: '127.0.0.1:1' };
  writeFileSync(csv, readFileSync(csv, 'utf8').replaceAll(',ACC-1,', ','));
  const { code, err } = await runScript(scene, ['start', '--csv', csv, '--yes', '--rejected-out', 'out.csv'], nowhere);
  expect({ code, err }).toEqual({
    code: 3,
    err: expect.stringContaining('contacts.csv: all of its 2 rows are rejected; '),
  });
  expect(readFileSync(join(scene.folder, 'out.csv'), 'utf8').match(/\n[23],width,/g)).toHaveLength(2);
});
