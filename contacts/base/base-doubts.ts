import { findContradiction } from '../names/contradiction.ts';
import { isRoleAddress } from '../rules/role-addresses.ts';
import { clusterScore, type Pair } from './confidence.ts';
import type { KeyGroup } from './key-groups.ts';
import type { BaseMember } from './member.ts';
import type { BasePolicy } from './policy.ts';

/** More are seldom one person. */
export const MOST_MEMBERS = 10;

export type DoubtCode =
  | 'coarse_opt_out'
  | 'cross_location'
  | 'email_conflict'
  | 'large_cluster'
  | 'low_confidence'
  | 'name_conflict'
  | 'no_shared_phone'
  | 'role_address'
  | 'shared_line';

/** Why a person must look. `text` names contacts by their uids only. */
export interface BaseDoubt {
  code: DoubtCode;
  text: string;
}

/** Two that the CRM does not merge, since it takes them for contacts of different places. */
export interface RefusedAcross {
  primary: string;
  duplicate: string;
}

export interface DoubtsRequest {
  /** What of the primary can only be refused with more than all of them refuse. */
  coarse: readonly { identifier: string; lost: readonly string[] }[];
  group: Pick<KeyGroup, 'shaky'>;
  members: readonly BaseMember[];
  pairs: readonly Pair[];
  policy: BasePolicy;
  refused: readonly RefusedAcross[];
}

const SHAKY: Record<NonNullable<KeyGroup['shaky']>, string> = {
  extension: 'the number is an extension of a switchboard',
  service: 'the number is a service, not a person’s own',
  'landline of many': 'more than two share the landline',
  'number of many': 'more than 10 share the number',
};

export function baseDoubts({ group, members, pairs, policy, coarse, refused }: DoubtsRequest): BaseDoubt[] {
  const doubts: BaseDoubt[] = [];
  const score = clusterScore(pairs);
  const add = (code: DoubtCode, text: string | null): void => {
    if (text !== null) doubts.push({ code, text });
  };
  add('name_conflict', namesText(members, policy));
  add('email_conflict', pairText(pairs.find(hasOtherEmails), 'have different e-mails'));
  if (policy.crossLocation === 'review' && !haveCommonPlace(members)) {
    add('cross_location', 'no location is common to all of them');
  }
  add('cross_location', refusedText(refused, members));
  if (group.shaky !== null) add('shared_line', SHAKY[group.shaky]);
  if (members.length > MOST_MEMBERS) add('large_cluster', `${members.length} members, more than ${MOST_MEMBERS}`);
  add(
    'no_shared_phone',
    pairText(
      pairs.find(({ fields }) => !fields.includes('phone')),
      'share no phone themselves',
    ),
  );
  add('role_address', roleText(pairs, policy));
  add('coarse_opt_out', coarseText(coarse));
  if (score < policy.threshold) add('low_confidence', `confidence ${score}, less than ${policy.threshold}`);
  return doubts;
}

/** Whatever the policy is: it is the CRM's. */
function refusedText(refused: readonly RefusedAcross[], members: readonly BaseMember[]): string | null {
  if (refused.length === 0) return null;
  const uids = new Set(members.map(({ contact }) => contact.uid));
  const found = refused.find(({ primary, duplicate }) => uids.has(primary) && uids.has(duplicate));
  if (found === undefined) return null;
  return `the CRM has refused to merge ${found.duplicate} into ${found.primary}: contacts of different places`;
}

/** Placeholders are nobody's name. */
function namesText(members: readonly BaseMember[], { shortNames }: BasePolicy): string | null {
  const named = members.flatMap(({ contact, name, emails }) =>
    name === '' ? [] : [{ id: contact.uid, name: contact.name, email: [...emails][0] ?? '' }],
  );
  const differing = findContradiction(named, shortNames);
  return differing === null ? null : `the names of ${differing.map(({ id }) => id).join(' and ')} differ`;
}

/** One that is missing is no contradiction. */
function hasOtherEmails({ a, b, fields }: Pair): boolean {
  return a.emails.size > 0 && b.emails.size > 0 && !fields.includes('email');
}

function pairText(pair: Pair | undefined, what: string): string | null {
  return pair === undefined ? null : `${pair.a.contact.uid} and ${pair.b.contact.uid} ${what}`;
}

function haveCommonPlace(members: readonly BaseMember[]): boolean {
  const [first, ...others] = members.map(({ contact }) => (contact.locations.length === 0 ? [''] : contact.locations));
  return first?.some((location) => others.every((locations) => locations.includes(location))) ?? false;
}

function coarseText(coarse: DoubtsRequest['coarse']): string | null {
  const lost = [...new Set(coarse.flatMap((one) => one.lost))].sort();
  if (lost.length === 0) return null;
  return `marketing must be refused in a place, and by machine in all at once: lost in ${lost.join(', ')}, where all of them wanted it`;
}

function roleText(pairs: readonly Pair[], policy: BasePolicy): string | null {
  const hasRole = pairs.some(({ a, b }) =>
    [...a.emails].some((email) => b.emails.has(email) && isRoleAddress(policy.roleAddresses, email)),
  );
  return hasRole ? 'several people may share the e-mail: it is a role, a program or nobody' : null;
}
