import type { CustomerStore } from './customer-store.ts';
import { CUSTOMER_JSON } from './customers.ts';

export interface CustomerPage {
  /** Records as JSON, in the order of their ids. */
  items: string[];
  /** The id of the last one, when there are more. */
  last: bigint | null;
}

/**
 * Some records behind an id. Ids never change and are given in rising order: records that come or go meanwhile neither move the
 * others to another page nor show them twice.
 */
export async function readCustomerPage(
  { pool }: CustomerStore,
  { source, after, limit }: { source: string | null; after: bigint; limit: number },
): Promise<CustomerPage> {
  const { rows } = await pool.query<[id: string, json: string]>({
    text: `select id::text, ${CUSTOMER_JSON} from customers
      where id > $1 and ($2::text is null or source = $2) order by customers.id limit $3`,
    values: [String(after), source, limit + 1],
    rowMode: 'array',
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1)?.[0] : undefined;
  return { items: page.map(([, json]) => json), last: last === undefined ? null : BigInt(last) };
}
