import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { sql } from 'drizzle-orm';
import { vi } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import type { Plan } from '../../contacts/plan.ts';
import type { ConsentMapping } from '../../contacts/rules/consent.ts';
import type { World } from '../../samples/world/world.ts';
import { type ResolveOrder, writeOrder } from '../../store/orders/resolve-orders.ts';
import { createRun, endRun, failOpenRuns } from '../../store/runs/runs.ts';
import { mergeCluster } from '../../workflows/merge/merge-cluster.ts';
import { resolvePair } from '../../workflows/merge/resolve-pair.ts';
import type { Timing } from '../../workflows/timing.ts';
import type { ClusterResult, ResolveResult } from '../../workflows/types.ts';
import { openStepsHere, type StepsHere } from '../support/steps-here.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { playWith, WaitsForSignal } from '../support/workflow-here.ts';
import { type Copy, copyOf, putBack } from './copies.ts';

/** In steps of the clock that nobody waits for. */
export const TIMING: Timing = {
  ...TEST_TIMING,
  quietMs: 40_000,
  looksApartMs: 20_000,
  partialMs: 30_000,
  goneApartMs: 1_000,
  firstLookMs: 5_000,
  longestLookMs: 20_000,
  retryFirstMs: 1_000,
  retryLongestMs: 1_000,
};

/** A request that the CRM applies later than it answers it. */
interface Pending {
  primary: string;
  duplicate: string;
  at: number;
}

/** Where the worker dies, at which pass, and whether its workflow is lost with it. */
export interface Kill {
  at: FailpointName;
  pass: number;
  lost: boolean;
  /** The database is put back to where it was so many steps before. The workflow, which knows more, goes on. */
  older?: number | undefined;
}

/** Real workflows, real steps, Postgres and the sandbox in one process: only the server and the clock are played. */
export interface Theatre {
  here: StepsHere;
  org: string;
  now(): number;
  pass(ms: number): Promise<void>;
  /** The merge that is asked for next is applied so much later. */
  late(request: Omit<Pending, 'at'>, ms: number): void;
  /** A new run of the plan merges its cluster. Null when its workflow was lost. */
  merge(plan: Plan, kill: Kill | null, how?: Played): Promise<ClusterResult | null>;
  /** The steps of the workflow that was played last, in order. */
  steps(): readonly string[];
  /** Null when it was lost; the code of the refusal where the word does not fit. */
  resolve(
    said: Pick<ResolveOrder, 'as' | 'word'> & { clusterId: string; primary: string; duplicate: string; by: string },
    kill: Kill | null,
  ): Promise<ResolveResult | string | null>;
  close(): Promise<void>;
}

export interface Played {
  dryRun?: boolean;
  consent?: ConsentMapping[];
  /** This step, counted from 1, does its work, and its answer is lost. */
  unanswered?: number;
  /** When it was lost: somebody acts before the next try. */
  afterwards?: () => void;
  /** Once, when a step passes there: somebody acts meanwhile. */
  meanwhile?: { at: FailpointName; act: () => void };
  /** Before this step, counted from 1, somebody acts. */
  before?: { step: number; act: () => Promise<void> };
}

/** A step that cannot succeed would be tried for ever. */
const MOST_TRIES = 8;
/** More steps than any history needs: one that takes more never ends. */
const MOST_STEPS = 400;

class Lost extends Error {}

export async function openTheatre(options: { world: World; databaseUrl: string }): Promise<Theatre> {
  const { org } = options.world;
  const pending: Pending[] = [];
  let offset = 0;
  let kill: Kill | null = null;
  let dead = false;
  const steps: string[] = [];
  const copies: Copy[] = [];
  let older: number | null = null;
  let failed: unknown = null;
  let unanswered: number | undefined;
  let afterwards: Played['afterwards'];
  let meanwhile: Played['meanwhile'];
  let before: Played['before'];
  const failpoint = (name: FailpointName): void => {
    const act = meanwhile?.at === name ? meanwhile.act : null;
    if (act !== null) meanwhile = undefined;
    act?.();
    if (kill === null || kill.at !== name || --kill.pass > 0) return;
    dead = kill.lost;
    if (!dead && kill.older !== undefined) older = kill.older;
    kill = null;
    throw new Error('killed');
  };
  const here = await openStepsHere({ ...options, failpoint });
  const { db } = here.deps;
  const realNow = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + offset);
  const land = ({ primary, duplicate }: Pending): void => {
    const { contacts } = here.sandbox.state();
    if (primary in contacts && duplicate in contacts)
      here.sandbox.act({ kind: 'mergeElsewhere', duplicate, into: primary });
  };
  const pass = async (ms: number): Promise<void> => {
    offset += ms;
    const interval = sql`make_interval(secs => ${ms}::float8 / 1000)`;
    await db.execute(sql`
      update pairs set sent_at = sent_at - ${interval}, gone_at = gone_at - ${interval}, quiet_since = quiet_since - ${interval},
        last_look_at = last_look_at - ${interval}, unchanged_since = unchanged_since - ${interval} where org = ${org}`);
    for (const one of pending.splice(0)) {
      if (one.at <= offset) land(one);
      else pending.push(one);
    }
  };
  const step = async (name: string, request: unknown, once: boolean): Promise<unknown> => {
    const { waitMs, ...rest } = request as { waitMs?: number };
    if (waitMs !== undefined) await pass(waitMs);
    steps.push(name);
    if (before?.step === steps.length) await before.act();
    if (steps.length > MOST_STEPS) throw new Error(`Never ends: ${steps.slice(-8).join(', ')}: ${String(failed)}`);
    if (kill?.older !== undefined) copies.push(await copyOf(db, org));
    for (let attempt = 1; ; attempt += 1) {
      if (dead) throw new Lost();
      try {
        const answer = await here.step(name as 'openCluster', rest as never, attempt);
        if (steps.length !== unanswered) return answer;
        unanswered = undefined;
        afterwards?.();
        throw new Error('the answer is lost');
      } catch (error) {
        if (dead) throw new Lost();
        if (older !== null) await putBack(db, org, copies.at(-1 - older) ?? copies[0] ?? new Map());
        older = null;
        failed = error;
        const isFinal = error instanceof ApplicationFailure && error.nonRetryable === true;
        if (once) throw failure(name, new TimeoutFailure('lost', undefined, 'HEARTBEAT'));
        if (isFinal || attempt >= MOST_TRIES) throw failure(name, error as Error);
        await pass(TIMING.retryFirstMs);
      }
    }
  };
  const play = async <T>(
    word: Kill | null,
    workflow: () => Promise<T>,
    parent = { workflowId: '', runId: '' },
  ): Promise<T | null> => {
    kill = word === null ? null : { ...word };
    dead = false;
    steps.length = 0;
    copies.length = 0;
    playWith({ step, sleep: pass, parent });
    try {
      return await workflow();
    } catch (error) {
      if (error instanceof Lost || error instanceof WaitsForSignal) return null;
      throw error;
    } finally {
      kill = null;
      dead = false;
    }
  };
  /** As whoever starts something does, who finds that a run's workflow is gone. */
  const failLost = async (): Promise<void> => {
    const open = await db.execute<{ id: string }>(sql`
      select distinct workflow_id as id from runs where org = ${org} and state = 'open'`);
    for (const { id } of open) await failOpenRuns(db, id);
  };
  return {
    here,
    org,
    now: () => offset,
    pass,
    late: (request, ms) => void pending.push({ ...request, at: offset + ms }),
    steps: () => steps,
    merge: async (plan, word, how = {}) => {
      const { dryRun = false, consent } = how;
      ({ unanswered, afterwards, meanwhile, before } = how);
      await failLost();
      const facts = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
      const { id: runId, workflowId } = await createRun(db, {
        plan,
        org,
        dryRun,
        options: { ...facts, looksApartMs: TIMING.looksApartMs ?? 0, ...(consent && { consent }) },
      });
      await db.execute(sql`update run_clusters set state = 'approved' where run_id = ${runId}`);
      const clusterId = plan.clusters[0]?.id ?? '';
      const result = await play(word, () => mergeCluster({ runId, clusterId, timing: TIMING }), {
        workflowId,
        runId: 'an execution',
      });
      if (result !== null) await endRun(db, runId, 'done');
      return result;
    },
    resolve: async ({ clusterId, primary, duplicate, ...said }, kill) => {
      await failLost();
      const key = { mode: 'real' as const, crm: 'devrev', org, clusterId, primaryId: primary, duplicateId: duplicate };
      const order = await writeOrder(db, { ...said, key, timing: TIMING, workflowId: here.workflowId });
      return play(kill, () => resolvePair({ order: order.id })).catch(refusalOf);
    },
    close: async () => {
      clock.mockRestore();
      await here.close();
    },
  };
}

function failure(name: string, cause: Error): ActivityFailure {
  return new ActivityFailure('failed', name, '1', 'NON_RETRYABLE_FAILURE', undefined, cause);
}

/** The code of a refusal; anything else is a fault. */
function refusalOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  const code =
    cause instanceof ApplicationFailure ? (cause.details?.[0] as { code?: string } | undefined)?.code : undefined;
  if (code === undefined) throw error;
  return code;
}
