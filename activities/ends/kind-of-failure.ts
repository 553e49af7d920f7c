import { CrmError } from '../../crm/errors.ts';
import type { Db } from '../../store/database.ts';
import { isDatabaseTrouble, isMisfit } from '../../store/database-away.ts';
import { hasOwnSchema } from '../../store/has-own-schema.ts';
import { NotInStore } from '../../store/not-in-store.ts';
import { StaleAttemptError } from '../../store/stale-attempt-error.ts';
import { diskCode } from './disk-code.ts';
import { type CrmWatch, watchOf } from './watch-crm.ts';

/**
 * What failed: `crm` and `postgres` are away, and everybody waits; `disk` stops the run; `own` is a fault of this contact or input, and
 * counts; `told` says itself whether it is tried again.
 */
export type FailureKind =
  | { kind: 'crm'; watch: CrmWatch }
  | { kind: 'postgres' }
  | { kind: 'disk'; code: string }
  | { kind: 'own' }
  | { kind: 'told' };

/** A statement that no table fits is our own fault, except where the database has another version's schema: then it is asked again. */
export async function kindOfFailure(error: unknown, db: Db): Promise<FailureKind> {
  if (error instanceof CrmError) return ofCrm(error);
  if (error instanceof StaleAttemptError || error instanceof NotInStore) return { kind: 'told' };
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'told' };
  if (isDatabaseTrouble(error)) return { kind: 'postgres' };
  if (isMisfit(error)) return { kind: (await hasOwnSchema(db)) ? 'own' : 'postgres' };
  const code = diskCode(error);
  return code === null ? { kind: 'own' } : { kind: 'disk', code };
}

/** Whether the CRM answers nobody just now: such a failure is no word on what was asked. */
export async function isAway(error: unknown): Promise<boolean> {
  return error instanceof CrmError && (await ofCrm(error)).kind === 'crm';
}

/** An answer that cannot be read is one. Of none, and of the CRM's own failures, only other calls tell whether it is this one's fault. */
async function ofCrm(error: CrmError): Promise<FailureKind> {
  if (!error.retryable || error.kind === 'rate-limited') return { kind: 'told' };
  const watch = watchOf(error);
  if (error.kind === 'bad-answer' || watch === null) return { kind: 'own' };
  return (await watch.isAnswering(error)) ? { kind: 'own' } : { kind: 'crm', watch };
}
