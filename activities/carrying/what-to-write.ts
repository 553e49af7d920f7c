import type { BaseChannel } from '../../contacts/base/base-contact.ts';
import type { Consent } from '../../contacts/base/consent-union.ts';
import { carriedFrom, notYetGiven } from '../../contacts/base/merging/carried.ts';
import {
  isRefused,
  type NeededOptOut,
  neededOptOuts,
  optOutName,
} from '../../contacts/base/merging/needed-opt-outs.ts';
import { identitiesOf } from '../../contacts/base/merging/planned-member.ts';
import { emailKey } from '../../contacts/keys/email-key.ts';
import type { FilledField, PlanCluster } from '../../contacts/plan.ts';
import type { Carrying } from '../../crm/crm.ts';
import type { Reason } from '../../store/reasons.ts';
import type { LiveCluster, LiveMember } from './live-cluster.ts';

/** A refusal that a call can write. */
export type Refusal = Exclude<NeededOptOut, { what: 'flag' }>;

export interface ToWrite {
  refusals: Refusal[];
  values: FilledField[];
}

/**
 * What must stand on the primary before its duplicate goes, refusals first. The reason where something of it cannot be written: then
 * nothing is, since what comes after a merge comes too late.
 */
export function whatToWrite(request: {
  cluster: LiveCluster;
  refusable: Carrying['refusable'];
  /** Null: nobody has shown it, and it counts as yes. */
  newChannelsOptedIn: boolean | null;
}): ToWrite | { why: Reason } {
  const { cluster, refusable, newChannelsOptedIn } = request;
  const { plan, primary, duplicate, union } = cluster;
  const refusals = refusalsOf(primary, { union, refusable });
  if ('why' in refusals) return refusals;
  const lost = new Set(refusals.flatMap((one) => (one.what === 'marketing' ? one.lost : [])));
  // A person who approves such a cluster has read in its reason which places are lost.
  if (lost.size > 0 && plan.decision !== 'review') {
    return { why: { code: 'refused-too-much', values: { places: lost.size } } };
  }
  const values = missingValues(carriedFrom(plan.fill, duplicate.contact.uid), { plan, member: primary });
  const taken = values.filter(isChannel);
  const refused = taken.filter((value) => isRefused(identityOf(value, plan), union));
  if (refused.length > 0) return { why: { code: 'taken-channel-refused', values: { fields: fieldNames(refused) } } };
  if (taken.length > 0 && newChannelsOptedIn !== false) {
    return { why: { code: 'taken-channel-opted-in', values: { fields: fieldNames(taken) } } };
  }
  // A number is given as it is compared: in the one form that the CRM takes.
  return {
    refusals,
    values: values.map((one) => (one.field === 'phone' ? { ...one, value: identityOf(one, plan) } : one)),
  };
}

/** What the contact must refuse still; the reason where no call refuses it. */
export function refusalsOf(
  member: LiveMember,
  { union, refusable }: { union: Consent; refusable: Carrying['refusable'] },
): Refusal[] | { why: Reason } {
  const needed = neededOptOuts(member, union);
  const impossible = needed.filter((one) => one.what === 'flag' || !refusable[one.what].includes(one.kind));
  if (impossible.length > 0) {
    return { why: { code: 'not-refusable', values: { fields: [...new Set(impossible.map(optOutName))].sort() } } };
  }
  return needed.filter((one): one is Refusal => one.what !== 'flag');
}

export function missingValues(
  values: readonly FilledField[],
  { plan, member }: { plan: PlanCluster; member: LiveMember },
): FilledField[] {
  return notYetGiven(values, member, (value) => identityOf(value, plan));
}

/** Each once. */
export function fieldNames(values: readonly FilledField[]): string[] {
  return [...new Set(values.map(({ field }) => field))].sort();
}

function isChannel({ field }: FilledField): boolean {
  return field === 'phone' || field === 'email';
}

function identityOf({ field, value }: FilledField, { members }: PlanCluster): string {
  if (!isChannel({ field, value, from: '' })) return value;
  const channel: BaseChannel = {
    kind: field === 'phone' ? 'phone' : 'email',
    identifier: value,
    optedOutAt: null,
    marketingLocations: [],
  };
  const [identity] = identitiesOf({ ...NOBODY, channels: [channel] }, members);
  return identity ?? emailKey(value);
}

const NOBODY = { uid: '', name: '', updatedAt: '', tags: [], locations: [], fields: {}, conversations: 0 };
