import pg from 'pg';

/** Opens a pool. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openPool({
  url,
  max,
  applicationName,
}: {
  url: string;
  max: number;
  applicationName: string;
}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: applicationName,
  });
  // A lost connection fails the statement that needs it. Without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
