import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { transition } from '../../store/ledger/ledger.ts';
import { commitSent, replaceAttempt, writeIntent } from '../../store/ledger/merge-steps.ts';
import { endRun, failOpenRuns, getRun } from '../../store/runs/runs.ts';
import { openTwoPlansLedger, type TwoPlansLedger } from '../support/two-plans-ledger.ts';

let ledger: TwoPlansLedger;
let runId: string;

/** A pair that is about to be sent, and its two contacts are locked. */
beforeEach(async () => {
  ledger = await openTwoPlansLedger();
  runId = await ledger.open(ledger.a);
  await ledger.fresh('REVU-1');
  expect(await writeIntent(ledger.database.db, { key: ledger.pairOf('REVU-1'), attempt: ledger.attempt })).toBeNull();
});

afterEach(() => ledger.database.close());

async function standing(): Promise<{ pair: unknown; locks: number }> {
  const { db } = ledger.database;
  const [pair] = await db.execute(
    sql`select state, why from pairs where primary_id = 'REVU-1' and duplicate_id = 'REVU-3'`,
  );
  return { pair, locks: (await db.execute(sql`select 1 from locks`)).length };
}

const PUT_DOWN = { pair: { state: 'not-started', why: { code: 'run-ended', values: { state: 'intent' } } }, locks: 0 };

test('A run that ends puts down the pair that it left about to be sent, and its contacts are free', async () => {
  await endRun(ledger.database.db, runId, 'failed');
  expect(await standing()).toEqual(PUT_DOWN);
});

test('So does a run whose workflow is found to be gone', async () => {
  const { db } = ledger.database;
  await failOpenRuns(db, (await getRun(db, runId))?.workflowId ?? '');
  expect(await standing()).toEqual(PUT_DOWN);
});

test('An attempt that goes on all the same sends nothing, and its workflow is told where the pair stands', async () => {
  const { db } = ledger.database;
  const [key, { attempt }] = [ledger.pairOf('REVU-1'), ledger];
  await endRun(db, runId, 'failed');
  await expect(commitSent(db, { key, attempt, runId })).rejects.toThrow();
  const known = { state: 'intent', token: attempt.token, step: 5, runId, mayBeSent: false } as const;
  expect(await replaceAttempt(db, { key, token: randomUUID(), known })).toBe('not-started');
  expect(await standing()).toEqual(PUT_DOWN);
});

test('A pair that was sent keeps its state and its locks when its run ends; so does one that a person sends again', async () => {
  const { db } = ledger.database;
  const step = { key: ledger.pairOf('REVU-1'), attempt: ledger.attempt };
  await commitSent(db, { ...step, runId });
  await endRun(db, runId, 'failed');
  expect(await standing()).toMatchObject({ pair: { state: 'sent' }, locks: 2 });
  await transition(db, { ...step, from: ['sent'], to: 'intent' });
  await db.execute(sql`update runs set state = 'open'`);
  await endRun(db, runId, 'failed');
  expect(await standing()).toMatchObject({ pair: { state: 'intent' }, locks: 2 });
});
