import { ascending } from './ascending.ts';
import { idDigits } from './id-digits.ts';
import type { GroupedIds } from './id-groups.ts';
import { countOf, countUnique, difference, intersection, type SetOperation, union } from './set-operations.ts';

/** JSON piece by piece; an empty piece is a pause in the work. */
export type Pieces = Generator<Uint8Array>;

const PAUSE = new Uint8Array();

/** How many records and different ids there are, and all of the ids, ascending. */
export function analysisJson(grouped: GroupedIds): Pieces {
  const unique = countUnique(grouped);
  return objectJson([
    ['total_records', grouped.records],
    ['unique_customers', unique],
    ['duplicates_found', grouped.records - unique],
    ['unique_customer_ids', union(grouped, [...Array(grouped.sources).keys()])],
  ]);
}

/** What all of these sources have, what only one of them has, and how many different ids each has. */
export function comparisonJson(grouped: GroupedIds, names: string[]): Pieces {
  const all = [...names.keys()];
  return objectJson([
    ['in_all_sources', intersection(grouped, all)],
    ...names.map((name, source): Entry => {
      const others = all.filter((other) => other !== source);
      return [`only_in_${name}`, difference(grouped, source, others)];
    }),
    ...names.map((name, source): Entry => [`${name}_count`, countOf(grouped, source)]),
  ]);
}

/** What one operation on all of these sources leaves; a difference is what the first has and none of the others. */
export function operationJson(grouped: GroupedIds, { op, names }: { op: SetOperation; names: string[] }): Pieces {
  const ids = idsOf(grouped, op, [...names.keys()]);
  return objectJson([
    ['op', op],
    ['by', 'customer_id'],
    ['sources', names],
    ['count', ids.length],
    ['total_records', grouped.records],
    // Every record has an id.
    ['without_key', 0],
    ['values', ids],
  ]);
}

function idsOf(grouped: GroupedIds, op: SetOperation, sources: number[]): BigInt64Array<ArrayBuffer> {
  const [first = 0, ...others] = sources;
  if (op === 'difference') return difference(grouped, first, others);
  return op === 'union' ? union(grouped, sources) : intersection(grouped, sources);
}

type Entry = [key: string, value: number | string | string[] | BigInt64Array];

function* objectJson(entries: Entry[]): Pieces {
  for (const [index, [key, value]] of entries.entries()) {
    yield Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`);
    if (value instanceof BigInt64Array) yield* arrayJson(value);
    else yield Buffer.from(JSON.stringify(value));
  }
  yield Buffer.from('}');
}

function* arrayJson(ids: BigInt64Array): Pieces {
  const sorting = ascending(ids);
  let sorted = sorting.next();
  for (; !sorted.done; sorted = sorting.next()) yield PAUSE;
  yield Buffer.from('[');
  yield* idDigits(sorted.value);
  yield Buffer.from(']');
}
