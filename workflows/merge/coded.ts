import type { Reason, Said, StopBy, TokenRefused } from '../../store/reasons.ts';
import { diskFailure } from '../failure-type.ts';
import type { PairEnd, PairOutcome } from '../types.ts';

/** A reason that the workflow itself gives: it has no words, the step that writes it makes them of the code. */
export function coded(why: Reason): Required<Said> {
  return { reason: why.code, why };
}

/** How a pair ended, with the reason that its step gave. */
export function endOf(outcome: PairOutcome, { reason, why }: Said): PairEnd {
  return { outcome, reason, why };
}

export function tokenRefused(step: TokenRefused): Reason {
  return { code: 'token-refused', values: { step } };
}

/** What a failed step stops the whole run for, whatever it is about; null for all else. */
export function stopsRun(type: string): { by: StopBy; why: Reason; because: 'disk' | TokenRefused } | null {
  if (type === 'Crm.unauthorized') return { by: 'token', why: tokenRefused('reading'), because: 'reading' };
  const disk = diskFailure(type);
  return disk === null ? null : { by: 'disk', why: { code: 'disk', values: { failure: disk } }, because: 'disk' };
}
