import type { CustomerStore } from './customer-store.ts';

/** Sources that records are of, and that are not among the names. */
export async function findUnknownSources({ pool }: CustomerStore, names: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ source: string }>(
    'select distinct source from customers where source <> all($1::text[]) order by source',
    [names],
  );
  return rows.map(({ source }) => source);
}
