import pg from 'pg';
import type { Ask } from './identity/home.ts';

const TRIES = 3;

/**
 * What a COMMIT takes, in milliseconds: way and disk, and those of a standby that has to agree. The middle one of a few; null where
 * the role may write nothing. `ask` keeps to one connection.
 */
export async function commitTime(ask: Ask): Promise<number | null> {
  try {
    const times: number[] = [];
    for (let tries = 0; tries < TRIES; tries += 1) times.push(await oneCommit(ask));
    times.sort((a, b) => a - b);
    return Math.round(times[Math.floor(TRIES / 2)] ?? 0);
  } catch {
    return null;
  }
}

/** Over a connection of its own. Rejects as `pg` does where there is none. */
export async function commitTimeAt(url: string, timeoutMs: number): Promise<number | null> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'contact-dedupe worker',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return await commitTime(async (query) => (await client.query<Record<string, unknown>>(query)).rows);
  } finally {
    await client.end().catch(() => {});
  }
}

async function oneCommit(ask: Ask): Promise<number> {
  await ask('begin');
  // A message in the log that nobody reads: without a byte there, COMMIT would wait for no disk.
  await ask("select pg_logical_emit_message(true, 'contact-dedupe', '')");
  const began = performance.now();
  await ask('commit');
  return performance.now() - began;
}
