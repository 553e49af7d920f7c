import type { DecidedCluster, PlanCluster, PlanMember, ShownOfCluster } from '../plan.ts';
import { MEMBER_EXTRAS, MEMBER_FIELDS } from './contact-fields.ts';

/** Every field, also those that may be absent: one that is forgotten does not compile. */
type AllOf<T> = { [Field in keyof T]-?: T[Field] | undefined };

/** What a decision is about, as JSON with its keys in sorted order, whatever order they were read in: digests are taken of it. */
export function canonicalCluster(cluster: PlanCluster): string {
  return JSON.stringify(decidedPart(cluster));
}

/** That text, and the same with what is only shown: a line of the plan's file. */
export function clusterTexts(cluster: PlanCluster): { digested: string; whole: string } {
  const digested = canonicalCluster(cluster);
  const shown = shownPart(cluster);
  if (Object.values(shown).every((value) => value === undefined)) return { digested, whole: digested };
  return { digested, whole: JSON.stringify(sorted({ ...decidedPart(cluster), ...shown })) };
}

/** Whether it says something that version 1 had no word for. */
export function needsVersion2(cluster: PlanCluster): boolean {
  const { email, relies, fill, consent, members } = cluster;
  const extras = [relies, fill, consent, ...Object.values(shownPart(cluster))];
  return email === '' || extras.some((value) => value !== undefined) || members.some(hasExtras);
}

/** The member part of a contact, its keys in sorted order. */
export function sortedMember(contact: PlanMember): PlanMember {
  const member: Partial<Record<keyof PlanMember, unknown>> = {};
  for (const field of MEMBER_FIELDS) {
    const value = contact[field];
    if (value !== undefined) member[field] = sorted(value);
  }
  return member as PlanMember;
}

function hasExtras(member: PlanMember): boolean {
  return Object.keys(MEMBER_EXTRAS).some((field) => member[field as keyof typeof MEMBER_EXTRAS] !== undefined);
}

function decidedPart(cluster: PlanCluster): AllOf<DecidedCluster> {
  const { consent, decision, duplicates, email, fill, id, members, primary, reason, relies, strategy } = cluster;
  return {
    consent: sorted(consent),
    decision,
    duplicates,
    email,
    fill: sorted(fill),
    id,
    members: members.map(sortedMember),
    primary,
    reason,
    relies: sorted(relies),
    strategy,
  };
}

function shownPart({ band, evidence, later, score }: PlanCluster): AllOf<ShownOfCluster> {
  return { band, evidence, later, score };
}

/** The same value with the keys of every object in order. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted) as T;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)])) as T;
}
