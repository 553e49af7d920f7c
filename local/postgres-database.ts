import postgres from 'postgres';

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
  const sql = postgres(adminUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)} template ${sql(template ?? 'template1')}`;
    return withDatabase(adminUrl, database);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
