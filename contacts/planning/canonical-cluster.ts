import type { DecidedCluster, PlanCluster, PlanMember } from '../plan.ts';

/** Every field, also those that may be absent: one that is forgotten does not compile. */
type AllOf<T> = { [Field in keyof T]-?: T[Field] | undefined };

/** What a decision is about, as JSON with its keys in sorted order, whatever order they were read in: digests are taken of it. */
export function canonicalCluster(cluster: PlanCluster): string {
  return JSON.stringify(decidedPart(cluster));
}

/** That text, and the same with what is only shown: a line of the plan's file. */
export function clusterTexts(cluster: PlanCluster): { digested: string; whole: string } {
  const decided = decidedPart(cluster);
  const digested = JSON.stringify(decided);
  if (!showsMore(cluster)) return { digested, whole: digested };
  const { apart, consent, decision, duplicates, email, fill, id, members, primary, reason, relies, strategy } = decided;
  const { band, evidence, later, notAuto, score, takeBack } = cluster;
  // Written out in order: nothing of it is put in order again.
  const whole = {
    apart,
    band,
    consent,
    decision,
    duplicates,
    email,
    evidence: sorted(evidence),
    fill,
    id,
    later,
    members,
    notAuto: sorted(notAuto),
    primary,
    reason,
    relies,
    score,
    strategy,
    takeBack: sorted(takeBack),
  } satisfies AllOf<PlanCluster>;
  return { digested, whole: JSON.stringify(whole) };
}

/** Whether it says something that version 1 had no word for. */
export function needsVersion2(cluster: PlanCluster): boolean {
  const { apart, email, relies, fill, consent, members } = cluster;
  if (email === '' || apart !== undefined || relies !== undefined || fill !== undefined || consent !== undefined)
    return true;
  return showsMore(cluster) || members.some(hasMore);
}

/** The member part of a contact, its keys in sorted order. A field that is forgotten does not compile. */
export function sortedMember(contact: PlanMember): PlanMember {
  if (!hasMore(contact)) return plainMember(contact);
  const { accountId, accountName, externalRef, id, modifiedBy, tickets, updatedAt, updatedByBi, userId } = contact;
  const { fields, keys, name } = contact;
  const whole = {
    accountId,
    accountName,
    externalRef,
    fields: sorted(fields),
    id,
    keys: sorted(keys),
    modifiedBy,
    name,
    tickets,
    updatedAt,
    updatedByBi,
    userId,
  } satisfies AllOf<PlanMember>;
  // JSON leaves out what is not there, and so does whoever reads it.
  return whole as PlanMember;
}

/** Without what only some members have. Written out, as packing a contact is: a million rows pass here. */
export function plainMember(
  contact: Omit<PlanMember, 'fields' | 'keys' | 'name'>,
): Omit<PlanMember, 'fields' | 'keys' | 'name'> {
  const { accountId, accountName, externalRef, id, modifiedBy, tickets, updatedAt, updatedByBi, userId } = contact;
  return { accountId, accountName, externalRef, id, modifiedBy, tickets, updatedAt, updatedByBi, userId };
}

function hasMore({ keys, name, fields }: PlanMember): boolean {
  return keys !== undefined || name !== undefined || fields !== undefined;
}

function showsMore({ band, evidence, later, notAuto, score, takeBack }: PlanCluster): boolean {
  return [band, evidence, later, notAuto, score, takeBack].some((one) => one !== undefined);
}

function decidedPart(cluster: PlanCluster): AllOf<DecidedCluster> {
  const { apart, consent, decision, duplicates, email, fill, id, members, primary, reason, relies, strategy } = cluster;
  return {
    apart: sorted(apart),
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

/** The same value with the keys of every object in order; what is in order already is not made again. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.every((one) => sorted(one) === one) ? value : (value.map(sorted) as T);
  const keys = Object.keys(value) as (keyof T & string)[];
  const isSorted = keys.every(
    (key, at) => (at === 0 || (keys[at - 1] ?? '') < key) && sorted(value[key]) === value[key],
  );
  if (isSorted) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)])) as T;
}
