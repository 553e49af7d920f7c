import type { Contact } from '../../contact.ts';
import { compareText } from '../../keys/normalize.ts';
import type { Evidence, KeptOut, PairReliance } from '../../plan.ts';
import type { Cluster, Grouping } from '../grouping.ts';
import { packContact, packedId, unpackContact } from '../packed-contact.ts';
import { clusterId } from '../plan-text.ts';
import { cleaningDoubts } from '../spellings.ts';

/** Contacts that a matching believes to be one person, by ids. No two groups have one. */
export interface MatchedGroup {
  /** Sorted. */
  ids: readonly string[];
  band: 'auto' | 'review';
  /** How likely it is one person, from 0 to 1: of the member that fits least well. */
  score: number;
  relies: readonly PairReliance[];
  evidence: readonly Evidence[];
  /** Empty in the auto band. */
  notAuto: readonly KeptOut[];
  later: readonly string[];
  /** Rows that it adds and that have no usable id. */
  nameless: number;
}

/** What a matching has found in a file. */
export interface Matched {
  groups: readonly MatchedGroup[];
  /** What a contact has in the fields that were compared; null where no row has this id. */
  cellsOf: (id: string) => Record<string, string> | null;
}

/** Groups them as a matching of the same rows did. */
export function groupMatched({ groups, cellsOf }: Matched): Grouping {
  const grouped = new Set(groups.flatMap(({ ids }) => ids));
  const rows = new Map<string, string[]>();
  return {
    add: (packed) => {
      const id = packedId(packed);
      if (grouped.has(id)) rows.set(id, [...(rows.get(id) ?? []), packed]);
      return true;
    },
    clusters: () => clustersOf(groups, (id) => memberOf(rows.get(id) ?? [], cellsOf(id))),
  };
}

/** Of rows with one id, whichever of them counts: in any order the same. */
export function memberOf(packed: readonly string[], cells: Record<string, string> | null): Contact | null {
  const contacts = packed.map(unpackContact).sort((a, b) => compareText(packContact(a), packContact(b)));
  const [contact] = contacts;
  return contact === undefined ? null : withCells(contact, cells ?? {});
}

/** Names stand in the contact itself, where it has one. */
export function withCells(contact: Contact, cells: Record<string, string>): Contact {
  const { first_name: first, last_name: last, ...others } = cells;
  const names = contact.name === '' ? { ...(first && { first_name: first }), ...(last && { last_name: last }) } : {};
  const all = Object.entries({ ...names, ...others }).map(([field, text]) => [field, storable(text)] as const);
  const filled = all.filter(([, text]) => text !== '').sort(([a], [b]) => compareText(a, b));
  return filled.length === 0 ? contact : { ...contact, fields: Object.fromEntries(filled) };
}

/** Postgres takes neither NUL nor half a character. */
function storable(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
}

function clustersOf(groups: readonly MatchedGroup[], member: (id: string) => Contact | null): Cluster[] {
  const found = groups.flatMap((group): Cluster[] => {
    const members = group.ids.map(member).filter((one) => one !== null);
    return members.length < 2 ? [] : [matchedCluster(group, members)];
  });
  return found.sort((a, b) => compareText(a.id, b.id));
}

/** Of the group's contacts those that are rows of the file: sorted by id. */
export function matchedCluster(group: MatchedGroup, members: Contact[]): Cluster {
  const ids = members.map(({ id }) => id);
  const has = (...both: (string | undefined)[]): boolean => both.every((one) => one === undefined || ids.includes(one));
  const relies = group.relies.filter(({ a, b }) => has(a, b));
  const evidence = group.evidence.filter(({ a, b }) => has(a, b));
  const notAuto = group.notAuto.filter(({ a, b }) => has(a, b));
  const isWhole = group.nameless === 0 && ids.length === group.ids.length;
  const doubts = [
    ...cleaningDoubts(members),
    ...(isWhole ? [] : ['a row that belongs to it was rejected or left out']),
  ];
  return {
    id: clusterId(ids),
    email: sharedEmail(members),
    members,
    isMatched: true,
    doubts,
    score: group.score,
    band: group.band,
    ...(relies.length > 0 && { relies }),
    ...(evidence.length > 0 && { evidence }),
    ...(notAuto.length > 0 && { notAuto }),
    ...(group.later.length > 0 && { later: [...group.later] }),
  };
}

/** '' where they have none in common. */
export function sharedEmail(members: readonly Contact[]): string {
  const [first, ...others] = members.map(({ email }) => email);
  return first !== undefined && others.every((email) => email === first) ? first : '';
}
