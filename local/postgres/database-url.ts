import pg from 'pg';

/** The same server's URL with another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

/** A URL that may be shown: its password is replaced. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  return shown.href;
}

/** Creates the database when there is none of that name, as a copy of the template if one is named. */
export async function ensureDatabase(adminUrl: string, database: string, template?: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    const [name, from] = [database, template ?? 'template1'].map(pg.escapeIdentifier);
    if (found.rows.length === 0) await client.query(`create database ${name} template ${from}`);
    return withDatabase(adminUrl, database);
  } finally {
    await client.end();
  }
}
