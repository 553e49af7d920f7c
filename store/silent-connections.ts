import type { Socket } from 'node:net';
import type pg from 'pg';

/** What `pg` does not say of its clients in types. */
interface Inside {
  /** False while a statement is under way. */
  readyForQuery: boolean;
  connection: { stream: Socket };
}

/**
 * A network that drops a connection without a word (a fail-over, a NAT that forgets) leaves its statement without an answer for ever. So a
 * connection that is silent for so long in the middle of a statement is broken off: the statement fails, as with any lost connection. What
 * the pool holds idle has most likely gone the same way, and goes too: else each of them would cost its next user the same time.
 */
export function breakOffSilent(pool: pg.Pool, silentMs: number): void {
  const idle = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    const stream = streamOf(client);
    // Not given to `setTimeout`, which would call it once: an idle connection is silent too.
    stream.setTimeout(silentMs).on('timeout', () => {
      if (inside(client).readyForQuery) return;
      for (const one of [client, ...idle]) streamOf(one).destroy();
    });
  });
  pool.on('acquire', (client) => idle.delete(client));
  pool.on('release', (_error, client) => idle.add(client));
  pool.on('remove', (client) => idle.delete(client));
}

function streamOf(client: pg.PoolClient): Socket {
  return inside(client).connection.stream;
}

function inside(client: pg.PoolClient): Inside {
  return client as unknown as Inside;
}
