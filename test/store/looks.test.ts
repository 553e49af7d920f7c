import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { frozenEvidence } from '../../store/ledger/evidence.ts';
import { LOOKS_APART_MS, noteLook } from '../../store/ledger/looks.ts';
import { commitSent, writeIntent } from '../../store/ledger/merge-steps.ts';
import { saveReading } from '../../store/ledger/readings.ts';
import { openTwoPlansLedger, readingOf, type TwoPlansLedger } from '../support/two-plans-ledger.ts';

const QUIET_MS = 60_000;

let ledger: TwoPlansLedger;

beforeAll(async () => {
  ledger = await openTwoPlansLedger();
});

afterAll(() => ledger.database.close());

beforeEach(async () => {
  const { database, a, attempt, pairOf } = ledger;
  for (const table of ['locks', 'pair_events', 'pairs']) await database.db.execute(sql.raw(`delete from ${table}`));
  const runId = await ledger.open(a);
  await ledger.fresh('REVU-1');
  await writeIntent(database.db, { key: pairOf('REVU-1'), attempt });
  await commitSent(database.db, { key: pairOf('REVU-1'), attempt, runId });
});

test('What a pair is judged by is frozen when it is sent: later readings of its contacts change nothing of it', async () => {
  const { db } = ledger.database;
  const key = ledger.pairOf('REVU-1');
  await saveReading(db, key, readingOf('REVU-1', ['TKT-1', 'TKT-3']));
  expect(await frozenEvidence(db, key)).toEqual({ primary: readingOf('REVU-1'), duplicate: readingOf('REVU-3') });
});

test('The quiet period begins with the first complete look, however long ago the request was sent', async () => {
  await back('sent_at', 3_600_000);
  expect(await look()).toMatchObject({ sinceQuietMs: 0, sinceUnchangedMs: null, looksApartMs: LOOKS_APART_MS });
});

test('Only looks after the quiet period that find nothing changed count, from the first of them on', async () => {
  await look();
  await back('quiet_since', QUIET_MS);
  expect(await look()).toMatchObject({ sinceUnchangedMs: 0 });
  await back('unchanged_since', LOOKS_APART_MS);
  expect((await look()).sinceUnchangedMs).toBeGreaterThanOrEqual(LOOKS_APART_MS);
  expect(await look(false)).toMatchObject({ sinceUnchangedMs: null });
  expect(await look()).toMatchObject({ sinceUnchangedMs: 0 });
});

test('After a gap without a complete look the quiet period begins anew, and so does the proof', async () => {
  await look();
  await back('quiet_since', 10 * QUIET_MS);
  await look();
  await back('last_look_at', 130_000);
  expect(await look()).toMatchObject({ sinceQuietMs: 0, sinceUnchangedMs: null });
});

function look(unchanged = true) {
  const { database, attempt, pairOf } = ledger;
  const times = { quietMs: QUIET_MS, longestGapMs: 120_000 };
  return noteLook(database.db, { key: pairOf('REVU-1'), attempt, unchanged, ...times });
}

/** As if it had been so much earlier. */
async function back(column: 'sent_at' | 'quiet_since' | 'last_look_at' | 'unchanged_since', ms: number): Promise<void> {
  await ledger.database.db.execute(
    sql`update pairs set ${sql.identifier(column)} = ${sql.identifier(column)} - make_interval(secs => ${ms}::float8 / 1000)`,
  );
}
