import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type GroupedIds, groupBySources } from '../../contacts/sets/id-groups.ts';
import { addBatch, openSourceSets } from '../../contacts/sets/source-sets.ts';
import { withConnection } from '../connection.ts';
import { copiedIds } from './copied-ids.ts';
import { inTurns } from './in-turns.ts';

/** Of a record in the table. A wrong guess costs some memory or time, nothing else. */
const RECORD_BYTES = 128;

export interface CustomerSetsOptions {
  sources: string[];
  /** Leaves the records of all other sources out. */
  onlyThese?: boolean;
  /** Ends the reading, and the connection with it. */
  signal?: AbortSignal;
}

/**
 * Which customer ids are in which source, at one instant: read by one COPY, straight into typed arrays. Sources are
 * numbered as in `sources`; one more, the last, stands for records of a source that is not among them.
 */
export async function readCustomerSets(pool: pg.Pool, options: CustomerSetsOptions): Promise<GroupedIds> {
  const { sources, onlyThese = false, signal } = options;
  return await withConnection(pool, async (client) => {
    const sets = openSourceSets({ sources: sources.length + 1, expected: await estimate(client) });
    await pipeline(
      client.query(copyTo(copyStatement(sources, onlyThese))),
      copiedIds((batch) => addBatch(sets, batch)),
      { ...(signal && { signal }) },
    );
    return await inTurns(groupBySources(sets));
  });
}

/** About how many records there are, at once: counting takes a sixth of the time of the whole copy. */
async function estimate(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>("select pg_relation_size('customers') as bytes");
  return Math.ceil(Number(rows[0]?.bytes ?? 0) / RECORD_BYTES);
}

function copyStatement(sources: string[], onlyThese: boolean): string {
  const numbers = sources.map((source, number) => `when ${pg.escapeLiteral(source)} then ${number}`).join(' ');
  const which = onlyThese ? `where source in (${sources.map(pg.escapeLiteral).join(', ')})` : '';
  return `copy (select customer_id, (case source ${numbers} else ${sources.length} end)::smallint from customers ${which}) to stdout (format binary)`;
}
