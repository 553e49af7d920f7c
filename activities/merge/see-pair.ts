import { createHash } from 'node:crypto';
import type { CallOptions, Crm } from '../../crm/crm.ts';
import type { Evidence } from '../../store/ledger/evidence.ts';
import type { PairRow } from '../../store/ledger/ledger.ts';
import { pairName } from '../../store/ledger/pair-name.ts';
import type { PairSeen, SeenThings, Settlement } from '../../store/ledger/settlement.ts';
import type { PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type Observation, observeMerge } from '../reading/observe-merge.ts';
import type { RelationSeen } from '../reading/observe-relation.ts';
import { retryRead } from '../retry-reads.ts';
import { evidenceOf } from './evidence.ts';
import { isUnchanged, judge } from './judge-merge.ts';

export interface Seeing {
  key: PairKey;
  row: PairRow;
  as: Settlement;
  options: CallOptions;
}

export interface Seen extends PairSeen {
  /** What a look of this moment proves all the same; null where only a person's word is left. */
  proven: 'merged' | 'unchanged' | null;
  fullIds: { primary: string; duplicate: string };
}

const NEVER_LOOKED = { sinceQuietMs: 0, sinceUnchangedMs: null, looksApartMs: 0 };

/** One look at a pair that was sent, for a person: it changes nothing, in the CRM or in the ledger. */
export async function seePair(deps: Deps, { key, row, as, options }: Seeing): Promise<Seen> {
  const { crm } = await deps.crmFor(key);
  const before = await evidenceOf({ ...deps, crm }, { key, row });
  if (before === null) return withoutEvidence(crm, { key, row, as, options });
  const pair = { primary: key.primaryId, duplicate: key.duplicateId };
  const seen = await observeMerge({ crm, pair, before, asking: 'each', options });
  const looked = { ...NEVER_LOOKED, looksApartMs: Number.POSITIVE_INFINITY };
  const verdict = judge({ seen, before, row, looked, pair, partialMs: 0, goneApartMs: 0 });
  const proven = verdict.kind === 'merged' ? 'merged' : isUnchanged({ seen, before }) ? 'unchanged' : null;
  const things = seen.relations.map((relation) => thingsOf(relation, before));
  return { ...shown({ key, as, seen, things }), proven, fullIds: fullIdsOf(before) };
}

function fullIdsOf(before: Evidence): Seen['fullIds'] {
  return { primary: before.primary.fullId, duplicate: before.duplicate.fullId };
}

/** All that is left to see: whether the two are there, and where the CRM itself says that the duplicate is. */
async function withoutEvidence(crm: Crm, { key, as, options }: Seeing): Promise<Seen> {
  const primary = await retryRead(() => crm.readContact(key.primaryId, options));
  const duplicate = await retryRead(() => crm.readContact(key.duplicateId, options));
  const seen = {
    primaryGone: primary.kind === 'gone',
    gone: duplicate.kind === 'gone',
    pointsTo: duplicate.kind === 'gone' ? duplicate.pointsTo : duplicate.contact.primaryIdentity,
  };
  const fullIds = {
    primary: primary.kind === 'gone' ? key.primaryId : primary.contact.id,
    duplicate: duplicate.kind === 'gone' ? key.duplicateId : duplicate.contact.id,
  };
  return { ...shown({ key, as, seen, things: null }), proven: null, fullIds };
}

function thingsOf({ relation, held, withDuplicate, withNeither }: RelationSeen, before: Evidence): SeenThings {
  const { name } = relation;
  const of = (contact: keyof Evidence): string[] => before[contact].relations[name] ?? [];
  const withPrimary = new Set(held);
  const kept = [...new Set([...of('primary'), ...of('duplicate')])].filter((id) => withPrimary.has(id)).sort();
  const primarys = new Set(of('primary'));
  const moved = of('duplicate').filter((id) => !primarys.has(id) && withPrimary.has(id));
  const left = { withDuplicate: [...withDuplicate].sort(), withNeither: [...withNeither].sort() };
  return { relation: name, things: relation.noun.many, withPrimary: kept, ...left, moved };
}

function shown(facts: {
  key: PairKey;
  as: Settlement;
  seen: Pick<Observation, 'primaryGone' | 'gone' | 'pointsTo'>;
  things: SeenThings[] | null;
}): PairSeen {
  const { key, as, seen, things } = facts;
  const all = { primaryThere: !seen.primaryGone, duplicateThere: !seen.gone, pointsTo: seen.pointsTo, things };
  const text = JSON.stringify([pairName(key), as, all]);
  return { ...all, digest: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}
