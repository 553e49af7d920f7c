/** Where a database is: what a dump of it does not carry to another server, or to another database of the same. */
export interface Home {
  /** Made with the server's data folder; null where our role may not ask for it. */
  system: string | null;
  /** The database's number on that server. */
  database: string;
}

/** Asks one question of a database. */
export type Ask = (query: string) => Promise<readonly Record<string, unknown>[]>;

/** Where the database that answers is. */
export async function readHome(ask: Ask): Promise<Home> {
  const [row] = await ask(`
    select oid::text as database, has_function_privilege('pg_control_system()', 'execute') as allowed
    from pg_database where datname = current_database()`);
  const [control] = row?.allowed ? await ask('select system_identifier::text as system from pg_control_system()') : [];
  return { system: control === undefined ? null : String(control.system), database: String(row?.database) };
}

/** What either side does not know is not compared. */
export function isSameHome(a: Home, b: Home): boolean {
  return a.database === b.database && (a.system === null || b.system === null || a.system === b.system);
}
