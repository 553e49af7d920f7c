import type { CustomerStore } from './customer-store.ts';
import { CUSTOMER_JSON } from './customers.ts';
import { readCursor } from './read-cursor.ts';

/** Rows per piece: some hundred kilobytes. */
const PIECE = 2000;

/**
 * All records, or those of one source, in the order they came, as pieces of one JSON array. What is read is one state of the
 * table.
 */
export async function* listCustomers(
  { streams }: CustomerStore,
  { source }: { source: string | null },
): AsyncGenerator<string> {
  const text = `select ${CUSTOMER_JSON} from customers where $1::text is null or source = $1 order by id`;
  let before = '[';
  for await (const rows of readCursor<[string]>(streams, { text, values: [source], piece: PIECE })) {
    if (rows.length > 0) yield `${before}${rows.join(',')}`;
    else if (before === '[') yield before;
    before = ',';
  }
  yield ']';
}
