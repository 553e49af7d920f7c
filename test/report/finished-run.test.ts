import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFolder } from '../../store/backups/verify.ts';
import type { Run } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { type ReadReport, readReport, reportFolder } from './read-report.ts';
import { runReport } from './run-report.ts';

let scene: Scene;
let run: Run;
let read: ReadReport;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    {
      members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'] },
      conversations: { 'CONV-1': ['REVU-1', 'REVU-2'], 'CONV-2': ['REVU-2'] },
    },
    { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'], 'REVU-5': [] } },
    { members: { 'REVU-6': [], 'REVU-7': [] }, decision: 'blocked' },
  ]);
  scene = await openScene({ world, plan });
  await scene.worker();
  run = await scene.start();
  await scene.result(run);
  read = readReport(scene, run);
});

afterAll(() => scene.close());

test('report.json names the same merges as the effect log of the CRM', () => {
  const applied = scene.sandbox.effects().filter((effect) => effect.kind === 'merge');
  const names = (pairs: { primary?: string; duplicate?: string }[]): string[] =>
    pairs.map(({ primary, duplicate }) => `${primary}<-${duplicate}`).sort();
  expect(applied.length).toBe(3);
  expect(names(read.report.pairs)).toEqual(names(applied));
  expect(names(read.merges)).toEqual(names(applied));
  expect(read.redirects.map((row) => `${row.new_id}<-${row.old_id}`).sort()).toEqual(names(applied));
});

test('The head says what the run was, who decided, and how many pairs ended how', () => {
  const { state, plan, dryRun, consent, decided, clusters, counts, redirects } = read.report;
  expect({ state, plan, dryRun, consent }).toEqual({
    state: 'done',
    plan: scene.plan.digest,
    dryRun: false,
    consent: 'not checked',
  });
  expect(decided).toEqual([{ by: 'start --approve auto', choice: 'approve', clusters: 2 }]);
  expect(clusters).toEqual({ done: 2, blocked: 1 });
  expect(counts).toMatchObject({ identified: 3, blocked: 1, approved: 3, attempted: 3, succeeded: 3, alreadyDone: 0 });
  expect(redirects).toBe(3);
});

test('The head says that all conversations followed, and what is known of private messages', () => {
  expect(read.report.conversations).toEqual({ pairs: 3, followed: 2 });
  // Those of CONV-1 stand in the backups of both contacts.
  expect(read.report.privateMessages).toEqual({
    backedUp: 3,
    notCounted: 0,
    ofOthers: 'cannot be seen by this token and are not in the backups',
  });
});

test('Every pair says what was backed up, moved and proven, and its backups are intact', async () => {
  const pair = read.report.pairs.find(({ duplicate }) => duplicate === 'REVU-2');
  expect(pair).toMatchObject({
    result: 'succeeded',
    state: 'done',
    sends: 1,
    outcome: 'answered 200',
    proof: 'tickets',
    tickets: { before: { primary: 2, duplicate: 2 }, after: { primary: 3, duplicate: 0 } },
    conversations: { before: { primary: 1, duplicate: 2 }, after: { primary: 2, duplicate: 0 } },
  });
  expect(pair?.backups.map(({ contact }) => contact)).toEqual(['REVU-1', 'REVU-2']);
  expect(Date.parse(pair?.doneAt ?? '')).toBeGreaterThan(Date.parse(pair?.sentAt ?? ''));
  for (const { backups } of read.report.pairs) {
    for (const backup of backups) {
      expect(await verifyFolder({ root: scene.env.BACKUP_DIR ?? '', ...backup })).toEqual([]);
    }
  }
});

test('Only report.json, readable for its owner alone, holds e-mails', () => {
  const folder = reportFolder(scene, run);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder).sort()).toEqual(['left.csv', 'merges.csv', 'redirects.csv', 'report.html', 'report.json']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(JSON.stringify([read.merges, read.redirects])).not.toContain('@');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).not.toContain('@example.com');
});

test('The script writes the report again, prints where it is, and exits with 0', async () => {
  const shown = await runReport(scene);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain(join(reportFolder(scene, run), 'report.json'));
  expect(shown.stdout).toMatch(/Attempted +3, of these succeeded: 3/);
  expect(shown.stdout).toMatch(/Conversations +2 of the merged contacts, all with the contact that was kept/);
  expect(shown.stdout).toMatch(
    /Private messages +3 backed up; private messages of other people cannot be seen by this token/,
  );

  const json = await runReport(scene, run.id, '--json');
  expect(json.code).toBe(0);
  expect({ ...JSON.parse(json.stdout), writtenAt: read.report.writtenAt }).toEqual(read.report);
});

test('The ledger is printed line by line: each pair with its digests, then every step in order, and no contact’s data', async () => {
  const { code, stdout } = await runReport(scene, run.id, '--ledger');
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/@|Person|example\.com/);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const pairs = lines.filter(({ kind }) => kind === 'pair');
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
  const backups = expect.arrayContaining([expect.objectContaining({ digest })]);
  expect(pairs.map(({ duplicate }) => duplicate).sort()).toEqual(['REVU-2', 'REVU-4', 'REVU-5']);
  for (const pair of pairs)
    expect(pair).toMatchObject({ state: 'done', run: run.id, sends: 1, afterImage: digest, backups });
  const events = lines.filter(({ kind }) => kind === 'event');
  expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).sort((a, b) => a - b));
  const steps = events.filter(({ duplicate }) => duplicate === 'REVU-2').map(({ to }) => to);
  expect(steps).toEqual([
    'approved',
    'backed-up',
    'verified',
    'consent-tightened',
    'fresh',
    'intent',
    'sent',
    'sent',
    'merged',
    'done',
  ]);
});
