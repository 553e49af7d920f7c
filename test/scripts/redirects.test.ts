import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { InputError } from '../../contacts/input-error.ts';
import { UsageError } from '../../scripts/cli/usage-error.ts';
import { appendPair } from '../../scripts/never-merge/append-pair.ts';
import { redirectsAsked } from '../../scripts/redirects/redirect-args.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { smallWorld } from '../support/small-world.ts';
import { mergedByHand, undoneByHand } from '../support/undone-by-hand.ts';
import { type Ended, runScript } from './run-script.ts';

const OF = { crm: 'devrev', org: 'ACME' };

let database: Database;
let run: string;
let env: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'redirects-'));

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
  env = { DATABASE_URL: url };
  const { plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': [] } }]);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  run = (await createRun(database.db, { plan, org: OF.org, dryRun: false, options })).id;
  const cluster = 'e'.repeat(32);
  for (const [duplicate, primary] of [
    ['REVU-2', 'REVU-1'],
    ['REVU-3', 'REVU-1'],
    ['REVU-50', 'REVU-7'],
  ] as const)
    await mergedByHand(database.db, { ...OF, cluster, duplicate, primary, run });
  await undoneByHand(database.db, { ...OF, duplicate: 'REVU-2', now: 'REVU-50', undo: `undo-${run}-1` });
});

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function script(...args: string[]): Promise<Ended> {
  return runScript({ env, folder }, args);
}

test('redirects ID tells each step of the way: merged, taken back, merged again; either spelling of the id is understood', async () => {
  const { code, out } = await script('redirects', 'REVU-2');
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringMatching(
      /^REVU-2 is REVU-7 now\n.*REVU-2, merged into REVU-1 by run \S+, was taken back by undo-\S+: it is REVU-50\n.*REVU-50 was merged into REVU-7/,
    ),
  });
  const full = JSON.parse((await script('redirects', 'full-REVU-3', '--json')).out);
  expect(full).toMatchObject({ id: 'full-REVU-3', now: 'REVU-1', is: 'merged', hops: [{ from: 'REVU-3', run }] });
});

test('redirects --csv writes who each id of a column is now, in its order, and no cell is a formula', async () => {
  const file = join(mkdtempSync(join(folder, 'csv-')), 'old.csv');
  const many = Array.from({ length: 2500 }, (_, at) => `x,REVU-${at + 100}`);
  writeFileSync(file, ['name,Contact', 'a,REVU-3', 'b,=1+1', 'c,REVU-2', ...many, 'd,REVU-3', ''].join('\n'));
  const { code, out } = await script('redirects', '--csv', file, '--column', 'contact');
  const lines = out.trimEnd().split('\n');
  expect({ code, lines: lines.length }).toEqual({ code: 0, lines: 1 + 3 + 2500 + 1 });
  expect(lines.slice(0, 4)).toEqual([
    'id,now,now_full_id,is,run,undo',
    `REVU-3,REVU-1,full-REVU-1,merged,${run},`,
    "'=1+1,'=1+1,,not-moved,,",
    `REVU-2,REVU-7,full-REVU-7,merged,${run},`,
  ]);
  expect(lines.at(-1)).toBe(lines[1]);
});

test('redirects --run writes those of the run; a file without the column ends with 3 and names the nearest', async () => {
  const { out } = await script('redirects', '--run', run, '--json');
  const ids = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  expect(ids.sort()).toEqual(['REVU-2', 'REVU-3', 'REVU-50']);
  const file = join(mkdtempSync(join(folder, 'csv-')), 'old.csv');
  writeFileSync(file, 'name,contact_id\nx,REVU-2\n');
  const { code, out: nothing, err } = await script('redirects', '--csv', file, '--column', 'contact');
  expect({ code, nothing, err }).toEqual({
    code: 3,
    nothing: '',
    err: expect.stringContaining("the nearest is 'contact_id'"),
  });
  expect(() => redirectsAsked({ run }, ['REVU-2'])).toThrow(UsageError);
  expect(() => redirectsAsked({ csv: file }, [])).toThrow(UsageError);
});

test('never-merge add keeps two contacts apart until it is forgotten; said twice it is refused, and an unknown id is named', async () => {
  const add = ['never-merge', 'add', 'REVU-1', 'REVU-99', '--because', 'father and son', '--by', 'Ada', '--json'];
  const first = await script(...add);
  expect(first).toMatchObject({ code: 0, err: expect.stringContaining('No plan of devrev ACME has REVU-99') });
  expect(first.err, 'a plan has it').not.toContain('has REVU-1:');
  const { decision, unknown } = JSON.parse(first.out);
  expect(unknown).toEqual(['REVU-99']);
  expect((await script(...add)).code).toBe(2);
  expect((await script('decisions', 'list')).out).toContain('REVU-1 and REVU-99 are not one person: Ada');
  expect((await script('decisions', 'forget', String(decision), '--by', 'Bob')).code).toBe(0);
  expect((await script(...add)).code).toBe(0);
});

test('Before any run never-merge says that it takes a run or both --crm and --org, and takes those', async () => {
  const fresh = { env: { DATABASE_URL: await createStore(inject('adminDatabaseUrl')) }, folder };
  const add = ['never-merge', 'add', 'REVU-1', 'REVU-2', '--because', 'father and son', '--by', 'Ada'];
  expect(await runScript(fresh, [...add, '--crm', OF.crm])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/no run yet.*both --crm and --org, or start a run/),
  });
  const named = ['--crm', OF.crm, '--org', OF.org];
  expect(await runScript(fresh, [...add, ...named], { DEVREV_ORG: 'OTHER' })).toMatchObject({
    code: 2,
    err: expect.stringContaining('the settings are for devrev OTHER'),
  });
  expect(await runScript(fresh, [...add, ...named])).toMatchObject({
    code: 0,
    err: expect.stringContaining('No plan of devrev ACME has REVU-2'),
  });
  expect((await runScript(fresh, ['decisions', 'list', '--csv', ...named])).out).toContain('REVU-1,REVU-2,never');
});

test('never-merge add of two that are merged already keeps nothing and says by which run', async () => {
  const { code, err } = await script('never-merge', 'add', 'REVU-1', 'REVU-3', '--because', 'x', '--by', 'Ada');
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`merged already, by run ${run}`) });
});

test('never-merge add --file makes the file, or adds a line to it, and leaves one that is none as it is', async () => {
  const file = join(mkdtempSync(join(folder, 'never-')), 'never.csv');
  const args = ['--because', '=father, son', '--by', 'Ada', '--file', file];
  const nowhere = { env: { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, folder };
  expect((await runScript(nowhere, ['never-merge', 'add', 'REVU-1', 'REVU-2', ...args])).code).toBe(0);
  expect(await appendPair(file, { a: 'REVU-1', b: 'REVU-3', reason: 'two people' })).toBe(true);
  expect(await appendPair(file, { a: 'REVU-3', b: 'REVU-1', reason: 'again' })).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(
    `contact_a,contact_b,reason\nREVU-1,REVU-2,"'=father, son (Ada)"\nREVU-1,REVU-3,two people\n`,
  );
  writeFileSync(file, 'name,email\nAda,ada@example.com\n');
  await expect(appendPair(file, { a: 'REVU-1', b: 'REVU-2', reason: '' })).rejects.toThrow(InputError);
  expect(readFileSync(file, 'utf8')).toBe('name,email\nAda,ada@example.com\n');
});
