import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transition } from '../../store/ledger/ledger.ts';
import { commitSent, endUnsent, MOST_SENDS, writeIntent } from '../../store/ledger/merge-steps.ts';
import { openTwoPlansLedger, type TwoPlansLedger } from '../support/two-plans-ledger.ts';

let ledger: TwoPlansLedger;

beforeAll(async () => {
  ledger = await openTwoPlansLedger();
});

afterAll(() => ledger.database.close());

test('Opening a cluster for another plan leaves the locks of a pair that was sent, and its intent is refused by name', async () => {
  const { database, a, b, attempt, pairOf, clusterId } = ledger;
  const { db } = database;
  const runId = await ledger.open(a);
  await ledger.fresh('REVU-1');
  const sent = { key: pairOf('REVU-1'), attempt };
  expect(await writeIntent(db, sent)).toBeNull();
  await commitSent(db, { ...sent, runId });
  await transition(db, { ...sent, from: ['sent'], to: 'not-applied', reason: 'not applied' });

  await ledger.open(b);
  await ledger.fresh('REVU-2');
  const other = { key: pairOf('REVU-2'), attempt };
  expect(await writeIntent(db, other)).toEqual({ code: 'locked', values: { pair: `${clusterId}.REVU-1.REVU-3` } });
  await endUnsent(db, { ...other, from: ['fresh'], to: 'held', reason: 'locked' });
  const rows = await db.execute(sql`select contact_id, primary_id from locks order by 1`);
  expect([...rows]).toEqual([
    { contact_id: 'REVU-1', primary_id: 'REVU-1' },
    { contact_id: 'REVU-3', primary_id: 'REVU-1' },
  ]);
});

test('A duplicate is sent no more than twice, into whichever primary and by whichever plan', async () => {
  const { database, b, attempt, pairOf } = ledger;
  const { db } = database;
  await db.execute(sql`delete from locks`);
  await db.execute(sql`update pairs set state = 'abandoned', sends = ${MOST_SENDS} where primary_id = 'REVU-1'`);
  await ledger.open(b);
  await ledger.fresh('REVU-2');
  expect(await writeIntent(db, { key: pairOf('REVU-2'), attempt })).toEqual({
    code: 'sent-too-often',
    values: { sends: MOST_SENDS, most: MOST_SENDS },
  });
});
