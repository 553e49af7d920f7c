import type { PairRow } from '../../store/ledger/ledger.ts';
import type { Looked } from '../../store/ledger/looks.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { LeftThings, Reason } from '../../store/reasons.ts';
import type { Proof } from '../../store/types.ts';
import type { Observation } from '../reading/observe-merge.ts';
import type { RelationSeen } from '../reading/observe-relation.ts';

export type Verdict =
  | { kind: 'merged'; proof: Proof }
  | { kind: 'pending' }
  | { kind: 'not-applied' | 'partial' | 'conflict' | 'held'; why: Reason };

export interface Evidence {
  seen: Observation;
  before: { primary: Reading; duplicate: Reading };
  row: Pick<PairRow, 'state' | 'answered' | 'sinceSentMs' | 'sinceGoneMs'>;
  looked: Looked;
  pair: { primary: string };
  partialMs: number;
  goneApartMs: number;
  trustGone?: boolean;
  /** As the CRM's description says. */
  goneProves?: true | undefined;
}

/** What the evidence proves, and nothing more: an answer to the POST alone proves nothing, nor does a contact that is gone. */
export function judge(evidence: Evidence): Verdict {
  const { seen, pair } = evidence;
  // Somebody has taken the primary away before our request could land: a person who asks is told that it never did.
  if (seen.primaryGone && evidence.trustGone && isUnchanged(evidence)) return judgeUnfinished(evidence);
  if (seen.primaryGone) return { kind: 'conflict', why: { code: 'primary-gone', values: { contact: pair.primary } } };
  if (seen.pointsTo !== null && seen.pointsTo !== pair.primary) {
    return { kind: 'conflict', why: { code: 'merged-elsewhere', values: { contact: seen.pointsTo } } };
  }
  const stray = seen.relations.find(
    ({ relation, withNeither }) => relation.merge === 'proves' && withNeither.length > 0,
  );
  if (seen.gone && stray !== undefined) {
    const { withNeither, relation } = stray;
    const values = { count: withNeither.length, things: relation.noun.many };
    return { kind: 'conflict', why: { code: 'things-elsewhere', values } };
  }
  if (seen.gone && seen.relations.every(hasFollowed)) return judgeConserved(evidence);
  return judgeUnfinished(evidence);
}

/** Everything that named either contact names the primary, and nothing the duplicate. Nothing is known of what was not read. */
function hasFollowed({ withDuplicate, withNeither, listed }: RelationSeen): boolean {
  return withDuplicate.length === 0 && withNeither.length === 0 && listed === 0;
}

/** All is with the primary and the duplicate is gone: merged, if something ties the one to the other. */
function judgeConserved(evidence: Evidence): Verdict {
  const { seen, before, row } = evidence;
  const following = seen.relations.map(({ relation }) => relation);
  const proof = following.find(({ name }) => ownOf(before, name).length > 0);
  if (proof !== undefined) return { kind: 'merged', proof: `by ${proof.name}` };
  if (seen.pointsTo !== null) return { kind: 'merged', proof: 'pointer' };
  if (evidence.trustGone) return { kind: 'merged', proof: 'a person' };
  const twice = row.sinceGoneMs !== null && row.sinceGoneMs >= evidence.goneApartMs;
  if (evidence.goneProves) return twice ? { kind: 'merged', proof: 'gone twice' } : { kind: 'pending' };
  if (row.answered !== 200) {
    const proofs = [...new Set(following.map(({ noun }) => noun.one))];
    return { kind: 'held', why: { code: 'unproven', values: { proofs } } };
  }
  return twice ? { kind: 'merged', proof: 'gone after 200' } : { kind: 'pending' };
}

function judgeUnfinished(evidence: Evidence): Verdict {
  const { seen, before, row } = evidence;
  const { looked } = evidence;
  if (isUnchanged({ seen, before })) {
    if (looked.sinceUnchangedMs === null || looked.sinceUnchangedMs < looked.looksApartMs) return { kind: 'pending' };
    const refused = evidence.goneProves && row.answered !== null && row.answered >= 400;
    return {
      kind: 'not-applied',
      why: { code: 'not-applied', values: refused ? { answered: row.answered ?? 0 } : {} },
    };
  }
  const since = seen.gone ? (row.sinceGoneMs ?? 0) : (row.sinceSentMs ?? looked.sinceQuietMs);
  if (since < evidence.partialMs) return { kind: 'pending' };
  return { kind: 'partial', why: seen.gone ? leftBehind(seen) : stillThere(seen) };
}

/**
 * Both contacts are there, and nothing that the duplicate alone had has left it. One such look proves nothing: lists lag, and a
 * request may still be under way. Only two that agree, apart and after the quiet period, prove that the merge was not applied.
 */
export function isUnchanged({ seen, before }: Pick<Evidence, 'seen' | 'before'>): boolean {
  return (
    !seen.gone &&
    seen.relations.every(({ relation, withDuplicate }) =>
      ownOf(before, relation.name).every((id) => withDuplicate.includes(id)),
    )
  );
}

/** What the duplicate alone had before. */
function ownOf({ primary, duplicate }: Evidence['before'], name: string): string[] {
  const primarys = new Set(primary.relations[name]);
  return (duplicate.relations[name] ?? []).filter((id) => !primarys.has(id));
}

function stillThere({ relations }: Observation): Reason {
  return { code: 'still-there', values: { things: relations.map(({ relation }) => relation.noun.many) } };
}

/** What a merge that took the duplicate away has not brought to the primary, in numbers. */
function leftBehind({ relations }: Observation): Reason {
  return { code: 'left-behind', values: { left: relations.flatMap(leftOf) } };
}

function leftOf({ relation, withDuplicate, withNeither, listed }: RelationSeen): LeftThings[] {
  const { one, many: things } = relation.noun;
  if (relation.merge === 'proves') {
    if (withDuplicate.length > 0) return [{ how: 'named', count: withDuplicate.length, things }];
    return listed > 0 ? [{ how: 'listed', count: listed, things: one }] : [];
  }
  const without = withDuplicate.length + withNeither.length;
  if (without > 0) return [{ how: 'without', count: without, things }];
  return listed > 0 ? [{ how: 'taken-part-in', count: listed, things }] : [];
}
