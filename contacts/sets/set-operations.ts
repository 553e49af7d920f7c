import type { GroupedIds } from './id-groups.ts';

export const SET_OPERATIONS = ['union', 'intersection', 'difference'] as const;
export type SetOperation = (typeof SET_OPERATIONS)[number];

// Each answers with ids in no particular order, which may lie in the groups' own memory: to be read, not changed.

/** The ids that at least one of the sources has. */
export function union(grouped: GroupedIds, sources: number[]): BigInt64Array<ArrayBuffer> {
  const wanted = maskOf(sources);
  return idsWhere(grouped, (mask) => (mask & wanted) !== 0);
}

/** The ids that every one of the sources has. Of no sources at all: none. */
export function intersection(grouped: GroupedIds, sources: number[]): BigInt64Array<ArrayBuffer> {
  const wanted = maskOf(sources);
  return idsWhere(grouped, (mask) => wanted !== 0 && (mask & wanted) === wanted);
}

/** The ids of `source` that none of the others has. */
export function difference(grouped: GroupedIds, source: number, others: number[]): BigInt64Array<ArrayBuffer> {
  const wanted = maskOf([source]);
  const unwanted = maskOf(others);
  return idsWhere(grouped, (mask) => (mask & wanted) !== 0 && (mask & unwanted) === 0);
}

/** How many different ids a source has. */
export function countOf({ groups }: GroupedIds, source: number): number {
  const wanted = maskOf([source]);
  return groups.reduce((count, { mask, ids }) => count + ((mask & wanted) !== 0 ? ids.length : 0), 0);
}

/** How many different ids there are in all. */
export function countUnique({ groups }: GroupedIds): number {
  return groups.reduce((count, { ids }) => count + ids.length, 0);
}

function idsWhere({ groups }: GroupedIds, keep: (mask: number) => boolean): BigInt64Array<ArrayBuffer> {
  const kept = groups.filter(({ mask }) => keep(mask)).map(({ ids }) => ids);
  const [first] = kept;
  const last = kept.at(-1);
  const length = kept.reduce((sum, ids) => sum + ids.length, 0);
  if (!first || !last) return new BigInt64Array();
  const span = (last.byteOffset - first.byteOffset) / BigInt64Array.BYTES_PER_ELEMENT + last.length;
  if (span === length) return new BigInt64Array(first.buffer, first.byteOffset, length);
  const ids = new BigInt64Array(length);
  let at = 0;
  for (const part of kept) {
    ids.set(part, at);
    at += part.length;
  }
  return ids;
}

function maskOf(sources: number[]): number {
  return sources.reduce((mask, source) => mask | (1 << source), 0);
}
