import type { Client } from '@temporalio/client';
import { clusterIdPrefix, resolveWorkflowId, undoWorkflowId } from '../../store/orders/workflow-ids.ts';
import type { AuditedPair } from '../../store/reports/audit-facts.ts';
import type { Run } from '../../store/runs/runs.ts';
import { type History, historiesOf, type StepAnswer } from './history-answers.ts';

/** The clocks of Temporal and Postgres differ by less. */
const CLOCKS_MS = 60_000;

/** What Temporal's histories have of a pair. Of tickets they have nothing but numbers. */
export interface TemporalWord {
  /** A step has said that the pair is done. */
  merged: boolean;
  /** All histories of its merge are there to their end: what they do not say has not happened. */
  mergeIsWhole: boolean;
  undone: boolean;
  undoIsWhole: boolean;
  /** Contact to the digest of the backup that was made of it last. */
  backups: Record<string, string>;
}

/** What the workflows that merged a pair, and took it back, have in their histories. */
export type TemporalSays = (pair: AuditedPair, cluster: readonly History[]) => Promise<TemporalWord>;

/** Of the run's workflow for a cluster. */
export async function clusterHistories(client: Client, run: Run, cluster: string): Promise<History[]> {
  const { createdAt, endedAt } = run;
  const found = await historiesOf(client, {
    workflowId: `${clusterIdPrefix(run)}-${cluster}`,
    from: new Date(createdAt.getTime() - CLOCKS_MS),
    until: endedAt === null ? null : new Date(endedAt.getTime() + CLOCKS_MS),
  });
  return found.filter(({ answers }) => isOfRun(answers, run.id));
}

/** Asks Temporal pair by pair; the history of an undo is read once for all that it took back. */
export function temporalSays(client: Client, run: Run): TemporalSays {
  const undos = new Map<string, Promise<History[]>>();
  const undoHistories = (undo: string): Promise<History[]> => {
    const known = undos.get(undo);
    if (known !== undefined) return known;
    const workflowId = undoWorkflowId({ ...run, undo });
    const found = historiesOf(client, { workflowId, from: new Date(0), until: null });
    undos.set(undo, found);
    return found;
  };
  return async (pair, cluster) => {
    const resolved = pair.resolved ? await resolveHistories(client, run, pair) : [];
    const merging = [...cluster, ...resolved].flatMap(({ answers }) => answers);
    const undoing = (await Promise.all(pair.undos.map(undoHistories))).flat();
    return {
      merged: merging.some((one) => saysMerged(one, pair)),
      mergeIsWhole: isWhole(cluster) && (!pair.resolved || isWhole(resolved)),
      undone: undoing.flatMap(({ answers }) => answers).some((one) => saysUndone(one, pair)),
      undoIsWhole: isWhole(undoing),
      backups: backupsIn(merging, pair),
    };
  };
}

function resolveHistories(client: Client, run: Run, { cluster, primary, duplicate }: AuditedPair): Promise<History[]> {
  const workflowId = resolveWorkflowId({ ...run, clusterId: cluster, primaryId: primary, duplicateId: duplicate });
  return historiesOf(client, { workflowId, from: run.createdAt, until: null });
}

/** Whether what is not in them has not happened: none is missing in a chain, and each came to its end. */
function isWhole(histories: readonly History[]): boolean {
  const [first] = histories;
  return first !== undefined && first.continuedFrom === null && histories.every(({ isComplete }) => isComplete);
}

function isOfRun(answers: readonly StepAnswer[], runId: string): boolean {
  return answers.some(({ step, asked }) => step === 'openCluster' && field(asked, 'runId') === runId);
}

/** That the pair is done: said by the look that proved it, or by whatever asked the ledger afterwards. */
function saysMerged({ step, asked, answered }: StepAnswer, { duplicate }: AuditedPair): boolean {
  if (step === 'openCluster') {
    const pairs = field(answered, 'pairs');
    return (
      Array.isArray(pairs) &&
      pairs.some((one) => field(one, 'duplicateId') === duplicate && field(one, 'state') === 'done')
    );
  }
  if (field(field(asked, 'pair'), 'duplicate') !== duplicate && field(field(asked, 'key'), 'duplicateId') !== duplicate)
    return false;
  if (step === 'reconcileMerge') return field(answered, 'kind') === 'done';
  if (step === 'replaceAttempt') return answered === 'done' || field(answered, 'state') === 'done';
  return step === 'adoptPair' && field(answered, 'state') === 'done';
}

function saysUndone({ step, asked, answered }: StepAnswer, { cluster, primary, duplicate }: AuditedPair): boolean {
  const pair = field(asked, 'pair');
  const isIt =
    field(pair, 'cluster') === cluster && field(pair, 'primary') === primary && field(pair, 'duplicate') === duplicate;
  if (!isIt) return false;
  if (step === 'writeUndo') return field(answered, 'kind') === 'advanced' && field(answered, 'state') === 'done';
  return step === 'replaceUndoAttempt' && answered === 'done';
}

/** The digests of the backups of both contacts that the workflow was answered last. */
function backupsIn(answers: readonly StepAnswer[], { primary, duplicate }: AuditedPair): TemporalWord['backups'] {
  const backups: TemporalWord['backups'] = {};
  for (const { step, asked, answered } of answers) {
    const [contact, digest] = [field(asked, 'contact'), field(answered, 'digest')];
    if (step === 'backUpContact' && (contact === primary || contact === duplicate) && typeof digest === 'string')
      backups[contact] = digest;
  }
  return backups;
}

/** Payloads are what somebody has written: nothing is taken for granted. */
function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
