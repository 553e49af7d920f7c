import type { PlanCluster } from '../../plan.ts';
import type { KeyFault } from '../contact-keys.ts';

/** Why a number or a cluster is for a person, as the skill that this grew from counts it. */
export type DedupCode = 'ERR_DEDUP_001' | 'ERR_DEDUP_002' | 'ERR_DEDUP_004';

/** Of a cluster that is less sure than the threshold. */
export const BELOW_THRESHOLD: DedupCode = 'ERR_DEDUP_004';

/** Null where the skill would have guessed: a number that is two in two countries. */
const OF_FAULT: Record<KeyFault, DedupCode | null> = {
  empty_input: 'ERR_DEDUP_001',
  letters: 'ERR_DEDUP_001',
  multiple_numbers: 'ERR_DEDUP_001',
  parse_failed: 'ERR_DEDUP_001',
  not_a_valid_number: 'ERR_DEDUP_002',
  two_regions: null,
};

/** `letters (ERR_DEDUP_001)`: a reason as it is printed. */
export function faultText(fault: KeyFault): string {
  return withCode(fault, OF_FAULT[fault]);
}

/** `confidence 60 (ERR_DEDUP_004)`: a cluster's score as it is printed, with the code of one below the threshold. */
export function confidenceText({ score, band }: Pick<PlanCluster, 'score' | 'band'>): string {
  return withCode(`confidence ${score ?? 'unknown'}`, band === 'review' ? BELOW_THRESHOLD : null);
}

function withCode(text: string, code: DedupCode | null): string {
  return code === null ? text : `${text} (${code})`;
}

/** How many phones (001, 002) and clusters (004) have each code, in order; those that none has are left out. */
export function dedupCodes({
  faults,
  belowThreshold,
}: {
  faults: Iterable<readonly [KeyFault, number]>;
  belowThreshold: number;
}): Partial<Record<DedupCode, number>> {
  const counts = new Map<DedupCode, number>();
  const add = (code: DedupCode | null, count: number): void => {
    if (code !== null && count > 0) counts.set(code, (counts.get(code) ?? 0) + count);
  };
  for (const [fault, count] of faults) add(OF_FAULT[fault], count);
  add(BELOW_THRESHOLD, belowThreshold);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
