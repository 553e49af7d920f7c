import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approveFilter, countFilter } from '../../../control/review/approve-filter.ts';
import { countedSets } from '../../../control/review/counted-sets.ts';
import type { Database } from '../../../store/database.ts';
import { keepApart } from '../../../store/decisions/lasting.ts';
import type { ReviewFilter } from '../../../store/review/filter.ts';
import { storeDecision } from '../../../store/runs/decisions.ts';
import type { Run } from '../../../store/runs/runs.ts';
import { RULES } from '../../contacts/make.ts';
import { clusterOf, doubt, newRun, openReviewStore, stateOf } from './review-store.ts';

let store: Database;

beforeAll(async () => {
  store = await openReviewStore();
});

afterAll(() => store.close());

const counted = countedSets();
const client = (): Promise<Client> => Promise.reject(new Error('Temporal is away'));
const [one, four, six, eight, ten] = ['REVU-1', 'REVU-4', 'REVU-6', 'REVU-8', 'REVU-10'].map(
  (primary) => clusterOf(primary).id,
) as [string, string, string, string, string];

function about(run: Run, filter: ReviewFilter = {}) {
  return { db: store.db, client, run, filter, shortNames: RULES.shortNames, counted, by: 'ann' };
}

/** Of the cluster `six`. */
async function keepTwoApart({ crm, org }: Run): Promise<void> {
  const aparts = [{ members: ['REVU-6', 'REVU-7'], runId: null }];
  await keepApart(store.db, { crm, org, aparts, by: 'bob', through: 'page' });
}

test('All of a filter are approved, but those that a matching found, that are kept apart, and whose names contradict each other', async () => {
  const run = await newRun(store);
  await doubt(store, run, 'REVU-4');
  await keepTwoApart(run);
  const set = await countFilter(about(run));
  expect(set.clusters).toEqual([one]);
  expect(set.leftOut).toEqual({
    'kept-apart': [six],
    'names-contradict': [four, eight].sort(),
    matching: [ten],
  });
  const outcome = await approveFilter({ ...about(run), digest: set.digest });
  expect(outcome).toMatchObject({ ok: true, approved: [one], leftOut: set.leftOut });
  for (const left of [four, six, eight, ten]) expect(await stateOf(store, run, left)).toBe('undecided');
});

test.for([
  ['matching', { reason: 'matching' }, ten],
  ['contradicting names', { words: 'brewer' }, eight],
  ['people who are kept apart', { reason: 'kept-apart' }, six],
] as const)('A filter that wants only what rests on %s approves nothing of it', async ([, filter, left]) => {
  const run = await newRun(store);
  await keepTwoApart(run);
  const { digest, leftOut } = await countFilter(about(run, filter));
  expect(Object.values(leftOut).flat()).toEqual([left]);
  expect(await approveFilter({ ...about(run, filter), digest })).toMatchObject({ ok: true, approved: [] });
  expect(await stateOf(store, run, left)).toBe('undecided');
});

test('A set that is another one by now is not approved, and what has changed in it is named', async () => {
  const run = await newRun(store);
  const { digest } = await countFilter(about(run));
  const later = { runId: run.id, choice: 'later' as const, by: 'bob', selection: { clusters: [four] } };
  await storeDecision(store.db, later);
  expect(await approveFilter({ ...about(run), digest })).toMatchObject({ ok: false, added: [], gone: [four] });
  expect(await approveFilter({ ...about(run), digest, counted: countedSets() })).toMatchObject({
    ok: false,
    gone: null,
  });
  expect(await stateOf(store, run, one)).toBe('undecided');
  const now = await countFilter(about(run));
  expect(await approveFilter({ ...about(run), digest: now.digest })).toMatchObject({
    ok: true,
    approved: [one, six].sort(),
  });
});

test('What was counted for one filter, or for another run, approves nothing of another', async () => {
  const [run, other] = [await newRun(store), await newRun(store)];
  const { digest } = await countFilter(about(run, { size: 3 }));
  expect(await approveFilter({ ...about(run), digest })).toMatchObject({
    ok: false,
    added: [four, six].sort(),
    gone: [],
  });
  expect(await approveFilter({ ...about(other, { size: 3 }), digest })).toMatchObject({ ok: false });
});
