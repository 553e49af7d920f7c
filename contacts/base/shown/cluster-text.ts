import type { ConsentChange } from '../../plan.ts';
import { listed } from '../../words/listed.ts';
import { leftBehind } from '../fill-gaps.ts';
import type { BaseMember } from '../member.ts';
import type { PlannedBaseCluster } from '../plan-base-cluster.ts';
import { confidenceText } from './dedup-code.ts';
import { type KnownOfBase, placeName, touchText } from './known-of-base.ts';
import { clusterPhone } from './review-line.ts';
import { takeBackText } from './take-back-text.ts';
import { withNames } from './with-names.ts';

/** Of a large cluster so many members are listed. */
const MOST_LISTED = 12;

/** A cluster as a person looks at it: the phone first, then who they are, and what becomes of their consent. */
export function clusterLines({ cluster: planned, ranked }: PlannedBaseCluster, known: KnownOfBase): string[] {
  const cluster = withNames(planned, known);
  const { id, decision, reason, fill = [], consent = [], later = [], takeBack = [] } = cluster;
  const left = leftBehind(ranked, fill);
  const more = ranked.length - MOST_LISTED;
  return [
    `${clusterPhone(ranked)}  ${decision}  ${confidenceText(cluster)}  cluster ${id}`,
    `  ${reason}`,
    ...ranked
      .slice(0, MOST_LISTED)
      .map((member, at) => `  ${at === 0 ? 'keep ' : 'merge'}  ${memberText(member, known)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...consent.map((change) => `  ${consentText(change)}`),
    ...some(
      '  takes over',
      fill.map(({ field, value, from }) => `${field} ${value} from ${from}`),
    ),
    ...some(
      '  only in the backup',
      left.map(({ from, kind, identifier }) => `${kind} ${identifier} of ${from}`),
    ),
    ...some('  shares a number with', later),
    ...takeBack.slice(0, MOST_LISTED).map((one) => `  ${takeBackText(one)}`),
  ];
}

function memberText({ contact, fieldCount, updatedAt }: BaseMember, known: KnownOfBase): string {
  const places = contact.locations.map((uid) => placeName(uid, known));
  const touch = contact.lastTouch;
  return [
    contact.uid,
    contact.name || '(no name)',
    places.length === 0 ? 'no location' : listed(places),
    `says ${fieldCount}`,
    `changed ${updatedAt.slice(0, 10)}`,
    ...(touch === undefined ? [] : [`last ${touchText(touch)}`]),
  ].join('  ');
}

export function consentText({ channel, identifier, location, before, after }: ConsentChange): string {
  const what = [channel, identifier, location === undefined ? undefined : `in ${location}`];
  const words = what.filter((word) => word !== undefined).join(' ');
  return before === after ? `${words}: stays ${after}` : `${words}: ${before} → ${after}`;
}

function some(title: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [`${title} ${listed(parts)}`];
}
