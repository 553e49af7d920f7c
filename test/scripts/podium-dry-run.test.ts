import { readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditLine } from '../../contacts/base/shown/audit-line.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { keepProof } from '../../store/proofs/merge-proofs.ts';
import { SHOWN as ANSWERS } from '../podium/merge-scene.ts';
import { readable } from '../replay/history-files.ts';
import { openScanScene, type ScanScene } from '../scans/scan-scene.ts';
import type { TestWorker } from '../support/worker-process.ts';
import { runScript } from './run-script.ts';

/** All that a merge takes but a person: what a dry run does not do, it leaves out by itself. */
const MAY_WRITE = { granted: ['read_contacts', 'read_locations', 'write_contacts'], whitelisted: true };
const SHOWN = { version: '2021.04.01', kind: 'emulated', by: 'ada' } as const;

let scene: ScanScene;
let auto: PlanCluster[];
let run: string;
let first: TestWorker;

beforeAll(async () => {
  scene = await openScanScene(MAY_WRITE);
  first = await scene.worker({ DEDUPE_FAILPOINT: 'audit.noted:1:kill' });
});

afterAll(() => scene.close());

test('A run that merges is refused with 2, with nothing stored, until it was shown in this very organization, and then to whom nobody looks at', async () => {
  await runScript(scene, ['scan', '--crm', 'podium', '--region', 'AU']);
  await runScript(scene, ['preview', '--crm', 'podium', '--out', 'plan.json']);
  const { db } = scene.database;
  const starts = async (): Promise<unknown> => {
    const { code, err } = await runScript(scene, ['start', '--plan', 'plan.json', '--approve', 'auto', '--yes']);
    const [stored] = await db.execute(
      sql`select (select count(*) from runs)::int + (select count(*) from plans)::int as n`,
    );
    return { code, said: /^.*(cannot merge contacts|leave out --approve auto)/m.exec(err)?.[1] ?? err, ...stored };
  };
  expect(await starts()).toEqual({ code: 2, said: 'cannot merge contacts', n: 0 });
  await keepProof(db, { ...SHOWN, crm: 'podium', org: 'another', answers: ANSWERS });
  expect(await starts()).toEqual({ code: 2, said: 'cannot merge contacts', n: 0 });
  const { org } = scene.world;
  await keepProof(db, { ...SHOWN, crm: 'podium', org, version: '2020.01.01', answers: ANSWERS });
  expect(await starts()).toEqual({ code: 2, said: 'cannot merge contacts', n: 0 });
  await keepProof(db, { ...SHOWN, crm: 'podium', org, answers: ANSWERS });
  expect(await starts()).toEqual({ code: 2, said: 'leave out --approve auto', n: 0 });
});

test('A dry run of a plan by phones backs up and checks every pair that is as the plan says, and writes nothing, although it could', async () => {
  const text = readFileSync(join(scene.folder, 'plan.json'), 'utf8');
  // The last ones come after the canary.
  auto = parsePlan(text)
    .clusters.filter(({ decision }) => decision === 'auto')
    .reverse();
  const [changed = '', gone = ''] = auto.map(({ duplicates }) => duplicates[0] ?? '');
  scene.podium.act({ kind: 'update', contact: changed });
  scene.podium.act({ kind: 'delete', contact: gone });
  const started = await runScript(scene, [
    'start',
    '--plan',
    'plan.json',
    '--dry-run',
    '--approve',
    'auto',
    '--yes',
    '--json',
  ]);
  expect(started).toMatchObject({ code: 0, err: expect.not.stringContaining('rror') });
  ({ run } = JSON.parse(started.out) as { run: string });
  const second = await runScript(scene, ['start', '--plan', 'plan.json', '--dry-run', '--yes']);
  expect(second).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^ERR_DEDUP_014: a run of this plan is already/m),
  });
  expect(started.err).toMatch(/^Consent +as the plan unites it/m);
  expect(started.err).toMatch(/Scan \d+ of .*, complete since \d{4}-/);
  const [stored] = await scene.database.db.execute(sql`select options -> 'scan' as scan from runs where id = ${run}`);
  expect(stored).toEqual({ scan: { id: expect.any(Number), endedAt: expect.stringMatching(/^\d{4}-.*Z$/) } });
  // Said before anything is merged, and even before the approval is recorded: what is approved is done all the same.
  expect((await runScript(scene, ['finish', run])).code).toBe(0);
  expect(await first.exited).toMatchObject({ signal: 'SIGKILL' });
  const other = await scene.worker({ DEDUPE_FAILPOINT: 'audit.appended:1:kill' });
  expect(await other.exited).toMatchObject({ signal: 'SIGKILL' });
  await scene.worker();
  await runScript(scene, ['status', run, '--watch']);
  const states = await pairStates();
  const [ofChanged, ofGone, ...others] = auto.map(({ duplicates }) => duplicates.map((id) => states[id]?.state));
  expect(others.flat().length).toBeGreaterThan(5);
  expect([...new Set(others.flat())]).toEqual(['would-merge']);
  expect([ofChanged, ofGone]).toEqual([expect.arrayContaining(['held']), expect.arrayContaining(['held'])]);
  expect(scene.podium.effects().filter(({ kind }) => kind === 'write')).toEqual([]);
  expect(scene.podium.requests().filter(({ write, unknownPath }) => write || unknownPath)).toEqual([]);
});

test('The backup of a contact holds it as Podium shows it, consent and all, its conversations, and says what was not asked for', () => {
  const one = scene.world.contacts.find(
    ({ uid, conversations, attributes, tags, channels }) =>
      isBackedUp(uid) &&
      conversations.length > 0 &&
      [attributes, tags].some(({ length }) => length > 0) &&
      channels.length > 1,
  );
  const folder = backups().find((name) => name.endsWith(`_${one?.uid}`)) ?? '';
  const read = (name: string) => JSON.parse(readFileSync(join(scene.folder, 'backups', folder, name), 'utf8'));
  const { data } = read('metadata.json');
  expect(data).toMatchObject({
    uid: one?.uid,
    tags: one?.tags.map((uid) => ({ uid })),
    attributes: one?.attributes,
    conversations: one?.conversations.map((uid) => ({ uid })),
    organization: { uid: scene.world.org },
  });
  const consent = one?.channels.map(({ identifier, optedOutAt, marketing }) => [identifier, optedOutAt, marketing]);
  expect(
    data.channels.map((c: Record<string, unknown>) => [
      c.identifier,
      c.transactionalOptedOutAt,
      c.marketingOptedInLocationUids,
    ]),
  ).toEqual(consent);
  expect(read('verification.json')).toMatchObject({
    own: { conversations: one?.conversations },
    not_asked_for: [expect.stringContaining('read_messages'), expect.any(String)],
  });
});

test('A contact that was changed since the plan was made is held, since what brought it there may be gone, and there is nothing to resolve', async () => {
  const states = await pairStates();
  expect(states[auto[0]?.duplicates[0] ?? '']?.why).toMatchObject({ code: 'changed-since-plan' });
  const pair = `${auto[0]?.id}.${auto[0]?.duplicates[0]}`;
  const resolved = await runScript(scene, ['resolve', pair, '--as', 'abandon', '--by', 'ada']);
  expect(resolved).toMatchObject({ code: 2, err: expect.stringContaining(`of the dry run ${run} alone ('held')`) });
});

test('Its audit has one line for every cluster, although workers died before and after they wrote one', async () => {
  const lines = auditLines();
  const { clusters } = parsePlan(readFileSync(join(scene.folder, 'plan.json'), 'utf8'));
  expect(lines.map(({ cluster_id }) => cluster_id).sort()).toEqual(clusters.map(({ id }) => id).sort());
  expect(new Set(lines.map(({ event_id }) => event_id)).size).toBe(lines.length);
  const [changed, gone, ...others] = auto.map(({ id }) => lines.find(({ cluster_id }) => cluster_id === id));
  expect(new Set(others.map((line) => line?.event))).toEqual(new Set(['would_merge']));
  expect(changed).toMatchObject({ event: 'conflict_detected', error: 'ERR_DEDUP_011', state: 'held' });
  expect(gone).toMatchObject({ event: 'cluster_skipped', error: 'ERR_DEDUP_007', state: 'drifted' });
  const left = lines.filter(({ cluster_id }) => !auto.some(({ id }) => id === cluster_id));
  expect(left.map(({ event, state }) => `${event} ${state}`)).toContain('cluster_skipped undecided');
  expect(others[0]).toMatchObject({
    natural_key: expect.stringMatching(/^\+61/),
    primary_uid: auto[2]?.primary,
    duplicate_uids: auto[2]?.duplicates,
    opt_out_post_merge: null,
    soft_delete: false,
    attempts: 1,
  });
  expect(statSync(auditFile()).mode & 0o777).toBe(0o600);
});

test('A line that was cut off is written again, and a file that was taken away too, by report', async () => {
  const whole = readFileSync(auditFile(), 'utf8');
  truncateSync(auditFile(), whole.length - 30);
  expect((await runScript(scene, ['report', run])).out).toContain('audit.ndjson');
  expect(readFileSync(auditFile(), 'utf8')).toBe(whole);
  rmSync(auditFile());
  await runScript(scene, ['report', run]);
  expect(readFileSync(auditFile(), 'utf8')).toBe(whole);
});

test('No phone is in a workflow id, a history, a log or the table that the lines come from', async () => {
  const [found] = await scene.database.db.execute<{ workflow_id: string }>(
    sql`select workflow_id from runs where id = ${run}`,
  );
  const ofCluster = `dry-merge-podium-${scene.world.org}-${auto[2]?.id}`;
  const histories = await Promise.all(
    [found?.workflow_id ?? '', ofCluster].map(async (id) => {
      const history = await scene.client.workflow.getHandle(id).fetchHistory();
      return readable(historyToJSON(history));
    }),
  );
  const noted = JSON.stringify(await scene.database.db.execute(sql`select * from audit_events`));
  const logs = readdirSync(join(scene.folder, 'logs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(logs.length).toBeGreaterThan(0);
  for (const { natural_key: phone } of auditLines()) {
    const digits = phone.slice(1).split(';')[0] ?? '';
    expect(digits.length).toBeGreaterThan(7);
    for (const text of [...histories, noted, ...logs]) expect(text).not.toContain(digits);
  }
});

function backups(): string[] {
  return readdirSync(join(scene.folder, 'backups'));
}

function isBackedUp(uid: string): boolean {
  return backups().some((name) => name.endsWith(`_${uid}`));
}

function auditFile(): string {
  return join(scene.folder, 'reports', run, 'audit.ndjson');
}

function auditLines(): AuditLine[] {
  const lines = readFileSync(auditFile(), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as AuditLine);
}

async function pairStates(): Promise<Record<string, { state: string; why: unknown }>> {
  const rows = await scene.database.db.execute<{ duplicate_id: string; state: string; why: unknown }>(
    sql`select duplicate_id, state, why from pairs where run_id = ${run}`,
  );
  return Object.fromEntries(rows.map(({ duplicate_id, ...pair }) => [duplicate_id, pair]));
}
