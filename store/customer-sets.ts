import type { CustomerStore } from './customer-store.ts';

/** Ids in rising order, as the digits of a JSON array without its brackets. */
export type IdText = string;

export interface Analysis {
  records: number;
  unique: number;
  ids: IdText;
}

export interface Comparison {
  inAll: IdText;
  /** By source: ids that no other source has, and how many different ids it has. */
  sources: readonly { name: string; only: IdText; count: number }[];
}

/** The union: all different ids. Built by Postgres, exact for any 64-bit id. */
export async function analyzeCustomers({ pool }: CustomerStore): Promise<Analysis> {
  const { rows } = await pool.query<{ records: string; unique: string; ids: string }>(
    `select coalesce(sum(records), 0) as records, count(*) as unique,
       coalesce(string_agg(customer_id::text, ',' order by customer_id), '') as ids
     from (select customer_id, count(*) as records from customers group by customer_id) as distinct_ids`,
  );
  const [row] = rows;
  return { records: Number(row?.records), unique: Number(row?.unique), ids: row?.ids ?? '' };
}

/** The intersection of all sources, and of each what no other has: a bit per source, set by the id's records. */
export async function compareSources({ pool }: CustomerStore, names: readonly string[]): Promise<Comparison> {
  const { rows } = await pool.query<{ mask: string; count: string; ids: string | null }>(
    `select mask, count(*) as count, string_agg(customer_id::text, ',' order by customer_id)
       filter (where mask = $2::bigint or mask & (mask - 1) = 0) as ids
     from (
       select customer_id, bit_or(1::bigint << array_position($1::text[], source) - 1) as mask
       from customers where source = any($1) group by customer_id
     ) as marks
     group by mask`,
    [names, String((1n << BigInt(names.length)) - 1n)],
  );
  const sets = rows.map(({ mask, count, ids }) => ({ mask: BigInt(mask), count: Number(count), ids: ids ?? '' }));
  const idsOf = (mask: bigint): IdText => sets.find((set) => set.mask === mask)?.ids ?? '';
  return {
    inAll: idsOf((1n << BigInt(names.length)) - 1n),
    sources: names.map((name, index) => {
      const bit = 1n << BigInt(index);
      const having = sets.filter(({ mask }) => (mask & bit) !== 0n);
      return { name, only: idsOf(bit), count: having.reduce((sum, { count }) => sum + count, 0) };
    }),
  };
}
