import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';

/** How long a code may wait for its signal. */
const GOOD_FOR = '1 hour';

/** Makes a code for one signal to this run, in place of one that nobody has used. It is shown once: the store has its digest alone. */
export async function makeCode(db: Db, { runId }: { runId: string }): Promise<{ code: string; expiresAt: Date }> {
  const code = randomBytes(16).toString('hex');
  return db.transaction(async (tx) => {
    await tx.execute(sql`delete from approval_codes where run_id = ${runId} and spent_at is null`);
    const [row] = await tx.execute<{ expiresAt: string }>(sql`
      insert into approval_codes (digest, run_id, expires_at)
      values (${digestOf(code)}, ${runId}, clock_timestamp() + ${GOOD_FOR}::interval) returning expires_at as "expiresAt"`);
    if (row === undefined) throw new Error('The code was not stored');
    return { code, expiresAt: new Date(row.expiresAt) };
  });
}

/** What was wrong with a signal's code. */
export type CodeProblem = 'none' | 'unknown' | 'spent' | 'expired';

export type Spent = { kind: 'spent' } | { kind: 'again'; answer: number } | { kind: 'refused'; problem: CodeProblem };

/** A step that has taken a signal: a second try of it is the same, a workflow that was reset is another. */
export interface Spender {
  execution: string;
  step: string;
}

/** Takes the code that a signal carries: from then on it is worth nothing, whatever becomes of the signal. */
export async function spendCode(
  tx: Tx,
  { runId, code, spender }: { runId: string; code: string | null; spender: Spender },
): Promise<Spent> {
  if (code === null) return { kind: 'refused', problem: 'none' };
  const [row] = await tx.execute<{ spentBy: string | null; answer: number | null; expired: boolean }>(sql`
    select spent_by as "spentBy", answer, expires_at < clock_timestamp() as expired from approval_codes
    where digest = ${digestOf(code)} and run_id = ${runId} for update`);
  if (row === undefined) return { kind: 'refused', problem: 'unknown' };
  const by = `${spender.execution}/${spender.step}`;
  if (row.spentBy === by && row.answer !== null) return { kind: 'again', answer: row.answer };
  if (row.spentBy !== null) return { kind: 'refused', problem: 'spent' };
  await tx.execute(sql`
    update approval_codes set spent_at = clock_timestamp(), spent_by = ${by} where digest = ${digestOf(code)}`);
  return row.expired ? { kind: 'refused', problem: 'expired' } : { kind: 'spent' };
}

/** What the step that took the code answers, so that it can be asked again. */
export async function keepAnswer(tx: Tx, { code, answer }: { code: string; answer: number }): Promise<void> {
  await tx.execute(sql`update approval_codes set answer = ${answer} where digest = ${digestOf(code)}`);
}

/** Somebody wanted what takes a code: a person is told. */
export async function noteUntrusted(
  tx: Tx,
  { runId, signal, problem }: { runId: string; signal: string; problem: CodeProblem },
): Promise<void> {
  await tx.execute(sql`
    insert into untrusted_signals (run_id, signal, problem) values (${runId}, ${signal}, ${problem})
    on conflict (run_id, signal, problem) do update
    set times = untrusted_signals.times + 1, last_at = clock_timestamp()`);
}

/** Signals to this run that had no code that counts. */
export interface UntrustedSignal {
  signal: string;
  problem: CodeProblem;
  times: number;
  lastAt: string;
}

export async function untrustedSignals(db: Tx, runId: string): Promise<UntrustedSignal[]> {
  const rows = await db.execute<Omit<UntrustedSignal, 'lastAt'> & { lastAt: string }>(sql`
    select signal, problem, times, last_at as "lastAt" from untrusted_signals where run_id = ${runId}
    order by last_at desc`);
  return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt).toISOString() }));
}

function digestOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
