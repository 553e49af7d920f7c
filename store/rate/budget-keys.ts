import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';

/** Whose calls they are, as far as it is known before anybody has asked the CRM. */
export interface Caller {
  /** What stands for the token there. */
  key: string;
  /** The CRM and its address: there users are counted apart from those elsewhere. Null: this token is counted alone. */
  scope: string | null;
}

/** What a caller's calls are counted with. */
export interface BudgetKeys {
  /** Under which its own calls stand: its user's key, until that is known its token's. */
  own: string;
  /**
   * All that a new call has to fit in with. Calls of tokens whose user nobody knows yet count in every user's budget, and
   * such a token has to fit in with the busiest user: whoever it turns out to be, no window of the CRM held too many.
   */
  counted: string[];
}

/** What the budget of a token is kept under: never the token itself. */
export function budgetKey(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}

/** The same token at another address is another caller. */
export function callerOf({ token, scope }: { token: string; scope: string | null }): Caller {
  return { key: budgetKey(scope === null ? token : `token ${scope} ${token}`), scope };
}

/** Makes the token known as one of the scope's. Alone in its statement, so that it waits for nobody's locks while it holds one. */
export async function registerCaller(db: Db, { key, scope }: Caller): Promise<void> {
  await db.execute(sql`insert into rate_budgets (key, scope) values (${key}, ${scope}) on conflict do nothing`);
}

/**
 * Locks what a caller's next calls are counted with, and says what it is. One whose user is known locks that user's row; any
 * other the whole scope.
 */
export async function lockBudget(tx: Tx, caller: Caller): Promise<BudgetKeys> {
  const user = await userOf(tx, caller.key);
  if (user !== null || caller.scope === null) {
    await tx.execute(sql`select 1 from rate_budgets where key = ${user ?? caller.key} for update`);
  } else {
    await lockScope(tx, caller.scope);
  }
  return budgetKeys(tx, caller);
}

/** As they are now; what was locked before stays so until the transaction ends. */
export async function budgetKeys(db: Pick<Db, 'execute'>, { key, scope }: Caller): Promise<BudgetKeys> {
  const rows = await db.execute<{ key: string; user: string | null; calls: number }>(sql`
    select b.key, b.owner as user, (select count(*)::int from rate_calls c where c.key = b.key) as calls
    from rate_budgets b where b.key = ${key} or b.scope = ${scope} order by calls desc, b.key`);
  const user = rows.find((row) => row.key === key)?.user ?? null;
  const unknown = rows.filter((row) => row.user === null).map((row) => row.key);
  if (user !== null) return { own: user, counted: [user, ...unknown] };
  const others = unknown.filter((other) => other !== key);
  const users = rows.filter((row) => row.user === row.key).map((row) => row.key);
  return { own: key, counted: [key, ...others, ...users.slice(0, 1)] };
}

/** The CRM has said whose the token is: its calls become that user's, and so do those of every token of the same user. */
export async function nameUser(db: Db, { key, scope }: Caller, name: string): Promise<void> {
  if (scope === null || (await userOf(db, key)) !== null) return;
  const user = budgetKey(`user ${scope} ${name}`);
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into rate_budgets (key, scope, owner) values (${user}, ${scope}, ${user})
      on conflict do nothing`);
    await lockScope(tx, scope);
    await tx.execute(sql`update rate_calls set key = ${user} where key = ${key}`);
    await tx.execute(sql`update rate_budgets set owner = ${user} where key = ${key}`);
  });
}

/** So that a script need not ask the CRM whose its token is: a token never changes hands. */
export async function rememberOrganization(db: Db, { key }: Caller, org: string): Promise<void> {
  await db.execute(sql`update rate_budgets set org = ${org} where key = ${key} and org is distinct from ${org}`);
}

/** Whose token it is, where somebody has asked the CRM before. */
export async function knownOrganization(db: Pick<Db, 'execute'>, caller: Caller): Promise<string | null> {
  const [row] = await db.execute<{ org: string | null }>(sql`select org from rate_budgets where key = ${caller.key}`);
  return row?.org ?? null;
}

async function userOf(db: Pick<Db, 'execute'>, key: string): Promise<string | null> {
  const [row] = await db.execute<{ owner: string | null }>(sql`select owner from rate_budgets where key = ${key}`);
  return row?.owner ?? null;
}

/** First the scope, so that no user or token comes in between; then its rows, always in the same order. */
async function lockScope(tx: Tx, scope: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rate budget ${scope}`}, 0))`);
  await tx.execute(sql`select 1 from rate_budgets where scope = ${scope} order by key for update`);
}
