import type { PlanCluster, PlanMember } from '../../plan.ts';
import { type KnownOfBase, placeName, touchText } from './known-of-base.ts';

/**
 * A cluster as a person reads it: places by their names, and each contact with what happened last. To be looked at only: it is no plan's any
 * more.
 */
export function withNames(cluster: PlanCluster, known: KnownOfBase): PlanCluster {
  const { fill, consent, reason } = cluster;
  const named = (uid: string): string => placeName(uid, known);
  return {
    ...cluster,
    reason: namedIn(reason, known),
    members: cluster.members.map((member) => ({ ...member, fields: fieldsOf(member, known) })),
    ...(fill && { fill: fill.map((one) => (one.field === 'location' ? { ...one, value: named(one.value) } : one)) }),
    ...(consent && {
      consent: consent.map((one) => (one.location === undefined ? one : { ...one, location: named(one.location) })),
    }),
  };
}

/** A plan says why in words, with the uids of places among them: its bytes are the same whoever knows their names. */
export function namedIn(text: string, known: Pick<KnownOfBase, 'places'>): string {
  if (known.places.size === 0) return text;
  return text.replace(/\S+/g, (word) => {
    const uid = known.places.has(word) ? word : word.replace(/[,;]$/, '');
    return known.places.has(uid) ? `${placeName(uid, known)}${word.slice(uid.length)}` : word;
  });
}

function fieldsOf({ id, fields = {} }: PlanMember, known: KnownOfBase): Record<string, string> {
  const { locations, tags } = fields;
  const touch = known.lastTouch.get(id);
  return {
    ...fields,
    ...(locations !== undefined && { locations: listOf(locations, (uid) => placeName(uid, known)) }),
    ...(tags !== undefined && { tags: listOf(tags, (uid) => uid) }),
    ...(touch !== undefined && { last_touch: touchText(touch) }),
  };
}

/** Uids stand with a blank between; names have blanks of their own. */
function listOf(uids: string, nameOf: (uid: string) => string): string {
  return uids.split(' ').map(nameOf).join(', ');
}
