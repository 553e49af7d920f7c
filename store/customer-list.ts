import { CUSTOMER_JSON } from './customer-json.ts';
import type { CustomerStore } from './customer-store.ts';

/** Rows per piece: some hundred kilobytes. */
const PIECE = 2000;

/**
 * All records, or those of one source, in the order they came, as pieces of one JSON array. What is read is one state of the
 * table, however long the reader takes; the connection is let go when the reader ends early.
 */
export async function* listCustomers(
  { streams }: CustomerStore,
  { source }: { source: string | null },
): AsyncGenerator<string> {
  const client = await streams.connect();
  let isWhole = false;
  try {
    await client.query('begin read only');
    await client.query(
      `declare list no scroll cursor for select ${CUSTOMER_JSON} from customers
       where $1::text is null or source = $1 order by id`,
      [source],
    );
    for (let isFirst = true, isLast = false; !isLast; isFirst = false) {
      const { rows } = await client.query<[string]>({ text: `fetch ${PIECE} from list`, rowMode: 'array' });
      isLast = rows.length < PIECE;
      const before = isFirst ? '[' : rows.length > 0 ? ',' : '';
      yield `${before}${rows.join(',')}${isLast ? ']' : ''}`;
    }
    await client.query('commit');
    isWhole = true;
  } finally {
    client.release(!isWhole);
  }
}
