import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { NotInStore } from '../not-in-store.ts';
import type { RunOptions, RunState } from '../types.ts';
import { NotItsOwn } from './not-its-own.ts';
import type { Timing } from './timing.ts';

/** What a run's workflow is to do beside the run's options. */
export interface RunOrders {
  timing: Timing;
  /** Clusters fetched at a time. */
  pageSize: number;
  /** Pages before a continue-as-new even when the history is short: for tests. */
  pagesPerExecution?: number | undefined;
}

/** The workflow that asks, as Temporal and the workflow's own code know it. */
export interface Asker {
  workflowId: string;
  /** The first of the executions that have continued as new. */
  first: string;
}

export interface TakenRun {
  crm: string;
  org: string;
  dryRun: boolean;
  options: RunOptions;
  /** Null in runs of before: what they are to do is in their workflow's input. */
  orders: RunOrders | null;
}

export async function storeRunOrders(tx: Tx, runId: string, { timing, pageSize, pagesPerExecution }: RunOrders) {
  await tx.execute(sql`
    insert into run_orders (run_id, timing, page_size, pages_per_execution)
    values (${runId}, ${JSON.stringify(timing)}::jsonb, ${pageSize}, ${pagesPerExecution ?? null})`);
}

/** Null in runs of before, whose workflows have it in their input. */
export async function runTimingOf(tx: Tx, runId: string): Promise<Timing | null> {
  const [row] = await tx.execute<{ timing: Timing | null }>(sql`select timing from run_orders where run_id = ${runId}`);
  return row?.timing ?? null;
}

interface Row extends Record<string, unknown> {
  crm: string;
  org: string;
  dryRun: boolean;
  state: RunState;
  options: RunOptions;
  workflowId: string;
  timing: Timing | null;
  pageSize: number | null;
  pagesPerExecution: number | null;
  first: string | null;
}

/**
 * Lets the run's own workflow begin, or go on after a continue-as-new. The first execution that asks is the run's for ever: throws
 * NotItsOwn for a workflow of another id, for another execution of that id, and for a run that ended before anybody had begun it.
 */
export async function takeRun(db: Db, { runId, asker }: { runId: string; asker: Asker }): Promise<TakenRun> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<Row>(sql`
      select r.crm, r.org, r.dry_run as "dryRun", r.state, r.options, r.workflow_id as "workflowId", o.timing,
        o.page_size as "pageSize", o.pages_per_execution as "pagesPerExecution", o.first_execution as first
      from runs r left join run_orders o on o.run_id = r.id where r.id = ${runId} for update of r`);
    if (row === undefined) throw new NotInStore(`Run ${runId}`);
    if (row.workflowId !== asker.workflowId) throw new NotItsOwn(`Run ${runId} is another workflow's`);
    if (row.first !== null && row.first !== asker.first)
      throw new NotItsOwn(`Run ${runId} is another execution's of this workflow`);
    if (row.first === null && row.state !== 'open') throw new NotItsOwn(`Run ${runId} has ended as ${row.state}`);
    if (row.first === null)
      await tx.execute(sql`
        insert into run_orders (run_id, first_execution) values (${runId}, ${asker.first})
        on conflict (run_id) do update set first_execution = excluded.first_execution`);
    const { crm, org, dryRun, options, timing, pageSize, pagesPerExecution } = row;
    const orders =
      timing === null || pageSize === null
        ? null
        : { timing, pageSize, ...(pagesPerExecution !== null && { pagesPerExecution }) };
    return { crm, org, dryRun, options, orders };
  });
}
