import type { PairRow } from '../../store/ledger/ledger.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { Proof } from '../../store/types.ts';
import type { ConversationsSeen } from '../reading/observe-conversations.ts';
import type { Observation } from '../reading/observe-merge.ts';

export type Verdict =
  | { kind: 'merged'; proof: Proof }
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
  if (seen.gone && conserved && haveFollowed(seen.conversations)) return judgeConserved(evidence);
  return judgeUnfinished(evidence);
}

/** The primary takes part in every conversation that either contact had, the duplicate in none. Nothing is known of those not read. */
function haveFollowed({ withDuplicate, withNeither, listed }: ConversationsSeen): boolean {
  return withDuplicate.length === 0 && withNeither.length === 0 && listed === 0;
}

/** All tickets and conversations are with the primary and the duplicate is gone: merged, if something ties the one to the other. */
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
  const moved =
    movedOf({ ...setsOf(before, 'reported'), left: seen.withDuplicate }) +
    movedOf({ ...setsOf(before, 'conversations'), left: seen.conversations.withDuplicate });
  if (!seen.gone && moved === 0) {
    if (sinceSent < evidence.quietMs) return { kind: 'pending' };
    return { kind: 'not-applied', reason: 'not applied: both contacts are as they were, long after the request' };
  }
  const since = seen.gone ? (row.sinceGoneMs ?? 0) : sinceSent;
  if (since < evidence.partialMs) return { kind: 'pending' };
  return { kind: 'partial', reason: `partial: ${seen.gone ? leftBehind(seen) : STILL_THERE}` };
}

const STILL_THERE = 'tickets or conversations moved, but the duplicate is still there';

function setsOf({ primary, duplicate }: Evidence['before'], name: 'reported' | 'conversations') {
  return { primary: primary[name] ?? [], duplicate: duplicate[name] ?? [] };
}

/** How many of the duplicate's own are no longer with it. */
function movedOf({ primary, duplicate, left }: { primary: string[]; duplicate: string[]; left: string[] }): number {
  const own = duplicate.filter((id) => !primary.includes(id));
  return own.filter((id) => !left.includes(id)).length;
}

/** What a merge that took the duplicate away has not brought to the primary, in numbers. */
function leftBehind({ withDuplicate, listed, conversations }: Observation): string {
  const { withDuplicate: theirs, withNeither } = conversations;
  const without = theirs.length + withNeither.length;
  const parts: string[] = [];
  if (without > 0) parts.push(`${without} conversations of the two are without the primary`);
  else if (conversations.listed > 0) parts.push(`it still takes part in ${conversations.listed} conversations`);
  if (withDuplicate.length > 0) parts.unshift(`${withDuplicate.length} tickets still name it`);
  else if (listed > 0) parts.unshift(`its ticket list still shows ${listed}`);
  return `the duplicate is gone, but ${parts.join(', and ')}`;
}
