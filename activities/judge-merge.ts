import type { PairRow } from '../store/ledger.ts';
import type { Reading } from '../store/readings.ts';
import type { Observation } from './observe-merge.ts';

export type Verdict =
  | { kind: 'merged'; proof: 'tickets' | 'pointer' | 'gone after 200' | 'a person and the tickets' }
  | { kind: 'pending' }
  | { kind: 'not-applied' | 'partial' | 'conflict' | 'held'; reason: string };

export interface Evidence {
  seen: Observation;
  before: { primary: Reading; duplicate: Reading };
  row: Pick<PairRow, 'state' | 'outcome' | 'sinceSentMs' | 'sinceGoneMs'>;
  pair: { primary: string };
  quietMs: number;
  partialMs: number;
  goneApartMs: number;
  trustGone?: boolean;
}

/** What the evidence proves, and nothing more: an answer to the POST alone proves nothing, nor does a contact that is gone. */
export function judge(evidence: Evidence): Verdict {
  const { seen, pair } = evidence;
  if (seen.primaryGone) return { kind: 'conflict', reason: `${pair.primary} itself is gone` };
  if (seen.pointsTo !== null && seen.pointsTo !== pair.primary) {
    return { kind: 'conflict', reason: `the duplicate was merged into ${seen.pointsTo}` };
  }
  if (seen.gone && seen.withOthers.length > 0) {
    return { kind: 'conflict', reason: `${seen.withOthers.length} tickets are with neither of the two contacts` };
  }
  const conserved = seen.withDuplicate.length === 0 && seen.withOthers.length === 0 && seen.listed === 0;
  if (seen.gone && conserved) return judgeConserved(evidence);
  return judgeUnfinished(evidence);
}

/** All tickets are with the primary and the duplicate is gone: merged, if something ties the one to the other. */
function judgeConserved(evidence: Evidence): Verdict {
  const { seen, before, row } = evidence;
  const primarys = new Set(before.primary.reported);
  if (before.duplicate.reported.some((ticket) => !primarys.has(ticket))) return { kind: 'merged', proof: 'tickets' };
  if (seen.pointsTo !== null) return { kind: 'merged', proof: 'pointer' };
  if (evidence.trustGone) return { kind: 'merged', proof: 'a person and the tickets' };
  if (row.outcome !== 'answered 200') {
    return {
      kind: 'held',
      reason: 'unproven: the duplicate is gone, but had no ticket of its own and our request was not acknowledged',
    };
  }
  const twice = row.sinceGoneMs !== null && row.sinceGoneMs >= evidence.goneApartMs;
  return twice ? { kind: 'merged', proof: 'gone after 200' } : { kind: 'pending' };
}

function judgeUnfinished(evidence: Evidence): Verdict {
  const { seen, before, row } = evidence;
  const sinceSent = row.sinceSentMs ?? 0;
  const primarys = new Set(before.primary.reported);
  const own = before.duplicate.reported.filter((ticket) => !primarys.has(ticket));
  const moved = own.length - own.filter((ticket) => seen.withDuplicate.includes(ticket)).length;
  if (!seen.gone && moved === 0) {
    if (sinceSent < evidence.quietMs) return { kind: 'pending' };
    return { kind: 'not-applied', reason: 'not applied: both contacts are as they were, long after the request' };
  }
  const since = seen.gone ? (row.sinceGoneMs ?? 0) : sinceSent;
  if (since < evidence.partialMs) return { kind: 'pending' };
  return { kind: 'partial', reason: `partial: ${halfDone(seen)}` };
}

function halfDone({ gone, withDuplicate, listed }: Observation): string {
  if (!gone) return 'tickets moved, but the duplicate is still there';
  if (withDuplicate.length > 0) return `the duplicate is gone, but ${withDuplicate.length} tickets still name it`;
  return `the duplicate is gone, but its ticket list still shows ${listed}`;
}
