import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type GroupedIds, groupBySources } from '../contacts/id-groups.ts';
import type { IdRange } from '../contacts/id-window.ts';
import { addBatch, openSourceSets } from '../contacts/source-sets.ts';
import { copiedIds } from './copied-ids.ts';
import { inTurns } from './in-turns.ts';

export interface CustomerSetsOptions {
  sources: string[];
  /** Ends the reading, and the connection with it. */
  signal?: AbortSignal;
}

/**
 * Which customer ids are in which source, at one instant: read by one COPY, straight into typed arrays. Sources are
 * numbered as in `sources`; one more, the last, stands for records of a source that is not among them.
 */
export async function readCustomerSets(pool: pg.Pool, options: CustomerSetsOptions): Promise<GroupedIds> {
  const { sources, signal } = options;
  const client = await pool.connect();
  let broken = true;
  try {
    const { expected, range } = await sizeUp(client);
    const sets = openSourceSets({ sources: sources.length + 1, expected, range });
    await pipeline(
      client.query(copyTo(copyStatement(sources))),
      copiedIds((batch) => addBatch(sets, batch)),
      { ...(signal && { signal }) },
    );
    broken = false;
    return await inTurns(groupBySources(sets));
  } finally {
    client.release(broken);
  }
}

/** Only to take the right amount of memory at once: wrong where others write meanwhile, which does no harm. */
async function sizeUp(client: pg.PoolClient): Promise<{ expected: number; range: IdRange | null }> {
  const { rows } = await client.query<{ count: string; least: string | null; greatest: string | null }>(
    'select count(*) as count, min(customer_id) as least, max(customer_id) as greatest from customers',
  );
  const [{ count, least, greatest } = { count: '0', least: null, greatest: null }] = rows;
  const range = least === null || greatest === null ? null : { from: Number(least), to: Number(greatest) };
  return { expected: Number(count), range };
}

function copyStatement(sources: string[]): string {
  const numbers = sources.map((source, number) => `when ${pg.escapeLiteral(source)} then ${number}`).join(' ');
  return `copy (select customer_id, (case source ${numbers} else ${sources.length} end)::smallint from customers) to stdout (format binary)`;
}
