import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BaseContact } from '../../contacts/base/base-contact.ts';
import { baseCsvHeader, baseCsvRows } from '../../contacts/base/file/write-base-csv.ts';
import { parseScanOfPlan } from '../../contacts/base/scan-of-plan.ts';
import { explainedLines } from '../../contacts/base/shown/explained.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { parsePreviewBaseArgs } from '../../scripts/plan/base-args.ts';
import { explainPlan } from '../../scripts/plan/explain-plan.ts';
import { AU, baseContact, phone } from '../contacts/base/make-base.ts';
import { folderWith, runPreview } from './run-preview.ts';

const SPELLINGS = ['+61 412 345 678', '0412 345 678', '(04) 1234-5678', '+61412345678'];
const FOUR = SPELLINGS.map((spelling, at) =>
  baseContact({ uid: `ct_${at}`, name: 'Ada Example', channels: [phone(spelling)] }),
);
const STRANGERS = ['Ben One', 'Cara Two'].map((name, at) =>
  baseContact({ uid: `x_${at}`, name, channels: [phone('0412 999 999', at === 0 ? { optedOutAt: 'unknown' } : {})] }),
);
const NOBODY = baseContact({ uid: 'n_1', channels: [phone('call after 5pm')] });

const file = (contacts: BaseContact[]) => folderWith({ 'base.csv': baseCsvHeader() + baseCsvRows(contacts, AU) });
const EXAMPLE = [...FOUR, ...STRANGERS, NOBODY];

test('preview --crm podium FILE shows who shares a phone, how sure it is, and what becomes of consent, without server or token', () => {
  const { code, stdout, stderr } = runPreview(['--crm', 'podium', 'base.csv'], { cwd: file(EXAMPLE) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('7 contacts, 2 clusters of who shares a phone: 1 auto, 1 review; 4 pairs');
  expect(stdout).toContain(
    'Phones that are no key, for a person: 1 letters (ERR_DEDUP_001)\nLess sure than the threshold: 1 cluster (ERR_DEDUP_004)\n',
  );
  expect(stdout).toMatch(/\+61412345678 {2}auto {2}confidence 80 {2}cluster [0-9a-f]{32}\n {2}ct_0 has the lowest uid/);
  expect(stdout).toMatch(
    /\+61412999999 {2}review {2}confidence 60 \(ERR_DEDUP_004\) .*\n {2}the names of x_0 and x_1 differ; confidence 60, less than 80\n/,
  );
  expect(stdout).toContain('  transactional +61412999999: unknown → out');
});

test('It writes the plan, the steps for a person and the lines for review, or none of them', () => {
  const cwd = file(EXAMPLE);
  const outputs = ['--out', 'plan.json', '--by-hand', 'steps.csv', '--review', 'review.ndjson'];
  const { code, stdout } = runPreview(['--crm', 'podium', 'base.csv', ...outputs, '--json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).errors).toEqual({ ERR_DEDUP_001: 1, ERR_DEDUP_004: 1 });
  const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
  const plan = parsePlan(read('plan.json'));
  expect(plan).toMatchObject({ crm: 'podium', profile: 'contact-base', version: 2 });
  expect(JSON.parse(read('review.ndjson'))).toMatchObject({
    natural_key: '+61412999999',
    auto_merge: false,
    error: 'ERR_DEDUP_004',
  });
  expect(
    read('steps.csv')
      .split('\n')
      .filter((row) => row.includes('merge into the kept one')),
  ).toHaveLength(4);

  const broken = file([...EXAMPLE, NOBODY]);
  expect(runPreview(['--crm', 'podium', 'base.csv', ...outputs], { cwd: broken })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('base.csv line 9: n_1 stands on more than one row'),
  });
  expect(outputs.filter((name) => existsSync(join(broken, name)))).toEqual([]);
});

test('A plan that was made of a file has the names of its places beside it, and explain shows them', async () => {
  const sydney = { uid: 'loc_1', name: 'Sydney CBD', country: 'AU' };
  const regions = { ...AU, locations: new Map([['loc_1', sydney]]) };
  const text =
    baseCsvHeader() +
    baseCsvRows(
      FOUR.map((one) => ({ ...one, locations: ['loc_1'] })),
      regions,
    );
  const cwd = folderWith({ 'base.csv': text });
  expect(runPreview(['--crm', 'podium', 'base.csv', '--out', 'plan.json'], { cwd }).code).toBe(0);
  const plan = join(cwd, 'plan.json');
  const { cluster, known, digest } = await explainPlan({ cluster: 'ct_0', input: { plan }, rules: '', json: false });
  expect(explainedLines(cluster, known).join('\n')).toContain('locations Sydney CBD');
  // Of which scan it is nobody knows all the same.
  expect(parseScanOfPlan(readFileSync(join(cwd, 'plan.scan.json'), 'utf8'), digest)).toBeNull();
});

test('A pair that a person knows to be two people blocks its cluster: nothing tells anybody to merge it', () => {
  const cwd = file(EXAMPLE);
  const pairs = 'contact_a,contact_b,reason\nct_2,ct_0,father and son\nct_9,x_0,\n';
  writeFileSync(join(cwd, 'never.csv'), pairs);
  const args = ['--crm', 'podium', 'base.csv', '--never-merge', 'never.csv'];
  const outputs = ['--out', 'plan.json', '--by-hand', 'steps.csv', '--review', 'review.ndjson'];
  const { code, stdout } = runPreview([...args, ...outputs], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('0 auto, 1 review, 1 blocked');
  expect(stdout).toContain('ct_2 and ct_0 may never be merged (father and son)');
  expect(stdout).toContain('ct_9 is in a never-merge pair and is no contact of these');
  const { clusters } = parsePlan(readFileSync(join(cwd, 'plan.json'), 'utf8'));
  expect(clusters.map(({ decision }) => decision).sort()).toEqual(['blocked', 'review']);
  for (const name of ['steps.csv', 'review.ndjson']) {
    expect(readFileSync(join(cwd, name), 'utf8')).not.toContain('ct_0');
  }
  writeFileSync(join(cwd, 'never.csv'), 'contact_a,contact_b\nct_1,ct 2\n');
  expect(runPreview(args, { cwd })).toMatchObject({ code: 3, stderr: expect.stringContaining('never.csv line 2') });
});

test('A CRM whose contacts come from a file of its own is wrong usage', () => {
  expect(runPreview(['--crm', 'devrev', 'x.csv'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('come from its own export'),
  });
});

test.each([
  ['--threshold 101', /from 0 to 100/],
  ['--cross-location always', /review or auto_merge/],
  ['--region ZZ', /two capital letters/],
  ['a.csv b.csv', /Expected one file/],
  ['a.csv --out a.csv', /are the same/],
  ['a.csv --out nowhere/plan.json', /there is no folder .*nowhere/],
  ['a.csv --review nowhere/review.ndjson', /there is no folder .*nowhere/],
])('%s is wrong usage', (args, message) => {
  expect(() => parsePreviewBaseArgs(['--crm', 'podium', ...args.split(' ')])).toThrow(message);
});
