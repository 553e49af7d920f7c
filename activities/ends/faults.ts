import { ApplicationFailure } from '@temporalio/activity';
import { CrmError } from '../../crm/errors.ts';
import type { Db } from '../../store/database.ts';
import { countFault, forgetFaults, type StepOfRun } from '../../store/failures/step-faults.ts';
import { codeOf, toFailure } from '../failures.ts';
import type { LogIds } from '../log-ids.ts';

/** One execution of a step. */
export interface OfStep {
  step: string;
  ids: LogIds;
  request: object;
}

/** About one contact or pair, or one cluster's members. */
const OF_ITS_OWN = new Set([
  ...['backUpContact', 'verifyBackups', 'tightenConsent', 'checkFresh', 'sendMerge', 'reconcileMerge'],
  ...['changeExternalRef', 'adoptPair', 'settlePair', 'settleConsent', 'lookConsent', 'compareMembers'],
  ...['createUndone', 'findUndone', 'lookUndo', 'writeUndo'],
]);
/** Of a scan, which ends with what failed: the next one goes on where it was. */
const OF_SCANS = new Set(['openBaseScan', 'readBasePages', 'completeBaseScan']);

/** So often a step may fail for its own contact or input, where its workflow does not say otherwise. */
const MOST_FAULTS = 12;
/** What is no answer of the CRM depends on nothing that may change from one try to the next. */
const MOST_OF_INPUT = 4;

/** Nothing may try these again: their workflow is told at once, and finds out what became of them. */
const ONCE = new Set(['sendMerge', 'createUndone']);

export function isOnce(step: string): boolean {
  return ONCE.has(step);
}

/** All others are a run's own, and are tried for as long as it takes. */
export function isGivenUp(step: string): boolean {
  return OF_ITS_OWN.has(step) || OF_SCANS.has(step);
}

/** Those that may take long, with one contact after the other, and are tried again. */
export function mayLoseWorkers(step: string): boolean {
  return OF_ITS_OWN.has(step) && !isOnce(step);
}

/** Who has counted a failure of a step before this one's end does. */
const FINAL = new WeakMap<object, Promise<boolean>>();

/** Counts the failure, once, and says whether the step is to be given up. */
export function isLastTry(db: Db, of: OfStep, error: unknown): Promise<boolean> {
  if (typeof error !== 'object' || error === null) return count(db, of, error);
  const known = FINAL.get(error) ?? count(db, of, error);
  FINAL.set(error, known);
  return known;
}

async function count(db: Db, of: OfStep, error: unknown): Promise<boolean> {
  const { readAttempts } = of.request as { readAttempts?: number };
  const most = readAttempts ?? MOST_FAULTS;
  const faults = await countFault(db, stepOfRun(of), typeOf(error));
  if (faults < (error instanceof CrmError ? most : Math.min(most, MOST_OF_INPUT))) return false;
  await forgetFaults(db, stepOfRun(of));
  return true;
}

/** What the workflow is told: a step that is given up is one of type `Crm.` or `Fault.`, which nobody tries again. */
export async function faultOf(db: Db, of: OfStep, error: unknown): Promise<Error> {
  const isFinal = await isLastTry(db, of, error).catch(() => false);
  if (!isFinal) return isOnce(of.step) ? ApplicationFailure.retryable('', 'Again') : toFailure(error);
  const { message } = toFailure(error);
  const type = error instanceof CrmError ? `Crm.${error.kind}` : `Fault.${typeOf(error)}`;
  return ApplicationFailure.nonRetryable(message, type);
}

/** What came before counts no more. Where the store is away just now, it counts on. */
export async function succeeded(db: Db, of: OfStep): Promise<void> {
  if (isGivenUp(of.step)) await forgetFaults(db, stepOfRun(of)).catch(() => {});
}

/** As the store names it. */
export function stepOfRun({ step, ids }: OfStep): StepOfRun {
  const { run, cluster, duplicate, contact, org } = ids;
  return { runId: run, step, subject: `${cluster ?? org ?? ''}.${contact ?? duplicate ?? ''}` };
}

/** The class of what failed, and its code: never a text from outside. */
function typeOf(error: unknown): string {
  if (error instanceof CrmError) return `Crm.${error.kind}`;
  const { name, code } = codeOf(error);
  return code === null ? name : `${name} ${code}`;
}
