import type pg from 'pg';

/** Lends a connection of the pool. One that the work failed on is closed: with it ends whatever it had begun. */
export async function withConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    const result = await work(client);
    isWhole = true;
    return result;
  } finally {
    client.release(!isWhole);
  }
}
