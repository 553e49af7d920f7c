import type { DoubtCode } from '../base-doubts.ts';
import { consentOfAll } from '../consent-changes.ts';
import { type Consent, consentOf } from '../consent-union.ts';
import type { BaseMember } from '../member.ts';
import type { PlannedBaseCluster } from '../plan-base-cluster.ts';
import { BELOW_THRESHOLD, type DedupCode } from './dedup-code.ts';
import type { KnownOfBase } from './known-of-base.ts';
import { namedIn } from './with-names.ts';

/** As the skill that this grew from has them. */
export interface OptOutFlags {
  marketing_opt_out: boolean;
  sms_opt_out: boolean;
  email_opt_out: boolean;
}

/** One line of NDJSON per cluster that a person must decide. Fields are added, never changed. */
export interface ReviewLine {
  natural_key: string;
  opt_out_union_if_merged: OptOutFlags;
  cluster_id: string;
  /** From 0 to 1. */
  confidence: number;
  auto_merge: false;
  review_reason: 'cross_location' | 'low_confidence' | 'large_cluster' | 'manual_required';
  /** All of ours, in words. */
  why: string[];
  /** Of one that is less sure than the threshold, whatever the first reason is. */
  error?: DedupCode;
  members: ReviewMember[];
  suggested_primary_uid: string;
}

/** The time of the last change is under a name that has the CRM's in it. */
export interface ReviewMember extends OptOutFlags {
  [updatedAt: `updated_at_${string}`]: string;
  contact_uid: string;
  /** The first of them; '' where it has none. */
  location_uid: string;
  location_name: string;
  locations: { uid: string; name: string }[];
  name: string;
  email: string;
  field_count: number;
  last_touch_event: string | null;
  last_touch_ts: string | null;
}

/** What the skill calls a doubt, the most telling one first. */
const REASONS: [DoubtCode, ReviewLine['review_reason']][] = [
  ['cross_location', 'cross_location'],
  ['large_cluster', 'large_cluster'],
  ['name_conflict', 'manual_required'],
  ['email_conflict', 'manual_required'],
  ['coarse_opt_out', 'manual_required'],
  ['shared_line', 'manual_required'],
  ['role_address', 'manual_required'],
  ['no_shared_phone', 'manual_required'],
];

export interface ReviewContext {
  crm: string;
  known: KnownOfBase;
}

export function reviewLine({ cluster, ranked, doubts }: PlannedBaseCluster, context: ReviewContext): ReviewLine {
  const reason = REASONS.find(([code]) => doubts.some((doubt) => doubt.code === code));
  return {
    natural_key: clusterPhone(ranked),
    opt_out_union_if_merged: flagsOf(consentOfAll(ranked), ranked),
    cluster_id: cluster.id,
    confidence: (cluster.score ?? 0) / 100,
    auto_merge: false,
    review_reason: reason?.[1] ?? 'low_confidence',
    why: doubts.map(({ text }) => namedIn(text, context.known)),
    ...(doubts.some(({ code }) => code === 'low_confidence') && { error: BELOW_THRESHOLD }),
    members: ranked.map((member) => reviewMember(member, context)),
    suggested_primary_uid: cluster.primary,
  };
}

/** The number that most of them have, of several the lowest. */
export function clusterPhone(members: readonly BaseMember[]): string {
  const counts = new Map<string, number>();
  for (const { keys } of members) for (const { key } of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}

function reviewMember(member: BaseMember, { crm, known }: ReviewContext): ReviewMember {
  const { contact, fieldCount } = member;
  const places = contact.locations.map((uid) => ({ uid, name: known.places.get(uid) ?? '' }));
  return {
    contact_uid: contact.uid,
    location_uid: places[0]?.uid ?? '',
    location_name: places[0]?.name ?? '',
    locations: places,
    name: contact.name,
    email: contact.channels.find(({ kind }) => kind === 'email')?.identifier ?? '',
    field_count: fieldCount,
    [`updated_at_${crm}`]: contact.updatedAt,
    ...flagsOf(consentOf(member), [member]),
    last_touch_event: contact.lastTouch?.event ?? null,
    last_touch_ts: contact.lastTouch?.at ?? null,
  };
}

/**
 * The booleans of the skill, of accounts that have none: transactional messages refused on any phone, on any e-mail, and marketing to
 * which no channel is opted in.
 */
export function flagsOf({ channels, optOuts }: Consent, members: readonly BaseMember[]): OptOutFlags {
  const kinds = new Map(
    members.flatMap(({ contact, identities }) =>
      identities.map((one, at) => [one, contact.channels[at]?.kind] as const),
    ),
  );
  const refused = (kind: 'phone' | 'email'): boolean =>
    [...channels].some(([identity, { optedOutAt }]) => kinds.get(identity) === kind && optedOutAt !== null);
  const noMarketing = ![...channels.values()].some(({ marketing }) => marketing.size > 0);
  return {
    marketing_opt_out: optOuts === null ? noMarketing : optOuts.marketing !== false,
    sms_opt_out: refused('phone') || (optOuts !== null && optOuts.sms !== false),
    email_opt_out: refused('email') || (optOuts !== null && optOuts.email !== false),
  };
}
