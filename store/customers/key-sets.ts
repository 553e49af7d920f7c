import type { CustomerStore } from './customer-store.ts';
import { readCursor } from './read-cursor.ts';

/** What makes two records the same person, and its column. */
const KEYS = { email: 'email_key', phone: 'phone_key' } as const;

export type TextKey = keyof typeof KEYS;

/** Which keys are told: all, those that every source has, those that only the first has, or the latter of every source. */
export type Wanted = 'all' | 'every' | 'first' | 'every-and-each';

export interface KeyQuestion {
  by: TextKey;
  /** A set each: a bit of 62; null for all records as one. */
  sources: readonly string[] | null;
  wanted: Wanted;
}

export interface KeyCounts {
  /** Different keys that were asked for; of `every-and-each`, those that every source has. */
  keys: number;
  /** Records of the sources that have a key. */
  records: number;
  /** Records of the sources that have none. */
  withoutKey: number;
  /** Of `every-and-each`: how many different keys each source has. */
  sources: number[];
}

/** Counts are read first. Then come values, in rising order, as JSON: those of `every`, then those of each source by its index. */
export type KeyPiece = { counts: KeyCounts } | { of: 'every' | number; values: string[] };

/** Rows per piece. */
const PIECE = 5000;
/** What a million of keys takes; compiling such a query takes longer than running it. */
const SETTINGS = `set local work_mem = '32MB'; set local jit = off`;

const WANTED: Record<Wanted, string> = {
  all: 'true',
  every: 'mask = $2::bigint',
  first: 'mask = 1',
  'every-and-each': 'mask = $2::bigint',
};

/**
 * Answers in one pass over one state of the table. Postgres counts, sorts and keeps the result, on disk where it is long; it
 * is fetched as fast as it is read.
 */
export async function* keySets({ streams }: CustomerStore, question: KeyQuestion): AsyncGenerator<KeyPiece> {
  const full = (1n << BigInt(question.sources?.length ?? 0)) - 1n;
  const pieces = readCursor<Row>(streams, {
    text: statement(question),
    values: [question.sources, String(full)],
    piece: PIECE,
    settings: SETTINGS,
  });
  let isFirst = true;
  for await (const rows of pieces) {
    // There are fewer counts than rows in a piece.
    if (isFirst) yield { counts: countsOf(rows.filter(([part]) => part === 0)) };
    isFirst = false;
    yield* valuePieces(rows.filter(([part]) => part > 0));
  }
}

/**
 * A bit of the mask is a source, the first of them the lowest. Part 0 is the counts, part 1 what was asked for first, part 2 the
 * keys that a source alone has.
 */
function statement({ by, sources, wanted }: KeyQuestion): string {
  const column = `${KEYS[by]} collate "C"`;
  const mask = sources === null ? '0::bigint' : 'bit_or(1::bigint << array_position($1::text[], source) - 1)';
  const ofEach = `union all
      select 0, 1::bigint << bit, null::text, coalesce(sum(keys), 0), 0, 0
      from generate_series(0, cardinality($1::text[]) - 1) as bit left join counted on mask >> bit & 1 = 1 group by bit
      union all select 2, mask, key, 0, 0, 0 from marks where key is not null and mask & (mask - 1) = 0`;
  return `with marks as materialized (
      select ${column} as key, ${mask} as mask, count(*) as records from customers
      where $1::text[] is null or source = any($1::text[]) group by ${column}
    ), counted as materialized (
      select mask, count(key) as keys, sum(records) filter (where key is not null) as records,
        sum(records) filter (where key is null) as without_key
      from marks group by mask
    ), told as (
      select 0 as part, 0::bigint as mask, null::text as key, coalesce(sum(keys) filter (where ${WANTED[wanted]}), 0) as keys,
        coalesce(sum(records), 0) as records, coalesce(sum(without_key), 0) as without_key
      from counted
      union all select 1, 0, key, 0, 0, 0 from marks
      where key is not null and $2::bigint is not null and ${WANTED[wanted]}
      ${wanted === 'every-and-each' ? ofEach : ''}
    )
    select part, mask, to_json(key)::text, keys, records, without_key from told
    order by part, mask, told.key collate "C"`;
}

type Row = [part: number, mask: string, value: string, keys: string, records: string, withoutKey: string];

function countsOf([all, ...sources]: Row[]): KeyCounts {
  const [, , , keys, records, withoutKey] = all as Row;
  return {
    keys: Number(keys),
    records: Number(records),
    withoutKey: Number(withoutKey),
    sources: sources.map((row) => Number(row[3])),
  };
}

/** Rows of one part and mask are one piece. */
function* valuePieces(rows: Row[]): Generator<KeyPiece> {
  for (let from = 0; from < rows.length; ) {
    const [part, mask] = rows[from] as Row;
    let to = from + 1;
    while (to < rows.length && rows[to]?.[0] === part && rows[to]?.[1] === mask) to += 1;
    const values = rows.slice(from, to).map((row) => row[2]);
    yield { of: part === 1 ? 'every' : BigInt(mask).toString(2).length - 1, values };
    from = to;
  }
}
