import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideShown, type ShownWord } from '../../../control/review/decide-shown.ts';
import type { Database } from '../../../store/database.ts';
import { listDecisions } from '../../../store/decisions/lasting.ts';
import { claim } from '../../../store/review/claims.ts';
import { readShown } from '../../../store/review/shown.ts';
import { endRun, type Run } from '../../../store/runs/runs.ts';
import { RULES } from '../../contacts/make.ts';
import { clusterOf, doubt, newRun, openReviewStore, stateOf, tagOf } from './review-store.ts';

let store: Database;

beforeAll(async () => {
  store = await openReviewStore();
});

afterAll(() => store.close());

const AWAY = (): Promise<Client> => Promise.reject(new Error('Temporal is away'));
const BOB = { by: 'bob', holder: 'session of bob' };

function say(run: Run, primary: string, word: ShownWord, tag: string, more: object = {}) {
  const about = { db: store.db, client: AWAY, run, clusterId: clusterOf(primary).id, rules: RULES };
  return decideShown({ ...about, tag, word, by: 'ann', holder: 'session of ann', ...more });
}

async function lastDecision(run: Run): Promise<unknown> {
  const [row] = await store.db.execute(sql`
    select choice, by, through from decisions where run_id = ${run.id} order by id desc limit 1`);
  return row;
}

test('What was shown is approved with the name of the person, also while Temporal is away, which is said', async () => {
  const run = await newRun(store);
  const tag = await tagOf(store, run, 'REVU-1');
  expect(await say(run, 'REVU-1', { word: 'approve' }, tag)).toMatchObject({ ok: true, woken: false });
  expect(await stateOf(store, run, clusterOf('REVU-1').id)).toBe('approved');
  expect(await lastDecision(run)).toEqual({ choice: 'approve', by: 'ann', through: 'page' });
});

test('What has changed since it was shown takes no decision, of any kind, and the person is told where it stands now', async () => {
  const run = await newRun(store);
  const tag = await tagOf(store, run, 'REVU-1');
  await doubt(store, run, 'REVU-1');
  for (const word of [
    { word: 'approve' },
    { word: 'reject' },
    { word: 'later' },
    { word: 'undo' },
    { word: 'never', contacts: ['REVU-1', 'REVU-2'], because: null },
    { word: 'otherwise', said: { primary: 'REVU-2' }, because: 'the newer one' },
  ] satisfies ShownWord[]) {
    expect(await say(run, 'REVU-1', word, tag)).toMatchObject({
      ok: false,
      because: 'stale',
      now: { doubts: [{ kind: 'names' }] },
    });
  }
  expect(await stateOf(store, run, clusterOf('REVU-1').id)).toBe('undecided');
  expect([await lastDecision(run), await listDecisions(store.db, { org: run.org })]).toEqual([undefined, []]);
  const now = await tagOf(store, run, 'REVU-1');
  expect(await say(run, 'REVU-1', { word: 'approve' }, now)).toMatchObject({ ok: true });
  expect(await say(run, 'REVU-1', { word: 'reject' }, now)).toMatchObject({
    because: 'stale',
    now: { state: 'approved' },
  });
});

test('What another person looks at is not decided over their head', async () => {
  const run = await newRun(store);
  const tag = await tagOf(store, run, 'REVU-4');
  await claim(store.db, { runId: run.id, clusterId: clusterOf('REVU-4').id, ...BOB });
  expect(await say(run, 'REVU-4', { word: 'approve' }, tag)).toMatchObject({ because: 'taken', claim: { by: 'bob' } });
  expect(await say(run, 'REVU-4', { word: 'approve' }, tag, BOB)).toMatchObject({ ok: true });
});

test('Another survivor, one left out and a split are clusters of their own; undo brings the cluster of the plan back', async () => {
  const run = await newRun(store);
  for (const [said, parts] of [
    [{ primary: 'REVU-2' }, 1],
    [{ without: ['REVU-3'] }, 1],
    [{ split: [['REVU-1', 'REVU-2'], ['REVU-3']] }, 1],
  ] as const) {
    const word = { word: 'otherwise', said, because: 'as they wrote' } as unknown as ShownWord;
    const outcome = await say(run, 'REVU-1', word, await tagOf(store, run, 'REVU-1'));
    expect(outcome).toMatchObject({ ok: true, clusters: { length: parts } });
    const shown = await readShown(store.db, { run, clusterId: clusterOf('REVU-1').id });
    expect(shown).toMatchObject({ state: 'replaced', beside: outcome.ok ? outcome.clusters : [] });
    const [part] = await store.db.execute(sql`
      select strategy, decision, size, matched, names_differ as other from run_clusters
      where run_id = ${run.id} and cluster_id = ${outcome.ok ? (outcome.clusters[0] ?? '') : ''}`);
    expect(part).toMatchObject({ decision: 'review', size: 'primary' in said ? 3 : 2, matched: false, other: false });
    expect(await say(run, 'REVU-1', { word: 'undo' }, shown?.tag ?? '')).toMatchObject({ ok: true });
    expect(await stateOf(store, run, clusterOf('REVU-1').id)).toBe('undecided');
  }
  expect(await lastDecision(run)).toEqual({ choice: 'undo', by: 'ann', through: 'page' });
});

test('Never keeps two apart for good, and the cluster takes no approval as a whole from then on', async () => {
  const run = await newRun(store);
  const word: ShownWord = { word: 'never', contacts: ['REVU-2', 'REVU-3'], because: null };
  expect(await say(run, 'REVU-1', word, await tagOf(store, run, 'REVU-1'))).toMatchObject({ ok: true });
  expect(await listDecisions(store.db, { org: run.org })).toMatchObject([{ by: 'ann', through: 'page' }]);
  const now = await tagOf(store, run, 'REVU-1');
  await expect(say(run, 'REVU-1', { word: 'approve' }, now)).rejects.toThrow('no approval as a whole');
  await expect(say(run, 'REVU-1', word, now)).rejects.toThrow('kept apart already');
});

test('What is impossible is refused before anything is written: a run that has ended, a stranger, nothing to take back', async () => {
  const run = await newRun(store);
  const tag = await tagOf(store, run, 'REVU-1');
  await expect(say(run, 'REVU-1', { word: 'undo' }, tag)).rejects.toThrow('nothing to change');
  const stranger: ShownWord = { word: 'otherwise', said: { primary: 'REVU-9' }, because: 'so' };
  await expect(say(run, 'REVU-1', stranger, tag)).rejects.toThrow('no contact of cluster');
  await endRun(store.db, run.id, 'done');
  const ended = { ...run, state: 'done' as const };
  await expect(say(ended, 'REVU-1', { word: 'approve' }, tag)).rejects.toThrow('has ended');
  expect(await lastDecision(run)).toBeUndefined();
});
