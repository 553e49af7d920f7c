import { readFileSync } from 'node:fs';
import type { Ask } from './identity/home.ts';

const JOURNAL = new URL('./migrations/meta/_journal.json', import.meta.url);

/** Our migrations in order. Drizzle keeps in a database by which time each that it has was made. */
const OURS = (JSON.parse(readFileSync(JOURNAL, 'utf8')) as { entries: { when: number; tag: string }[] }).entries;

/** The version of the schema that this program works with: how many migrations lead to it. */
export const SCHEMA_VERSION: number = OURS.length;

/** Which schema a database has. */
export interface SchemaState {
  /** How many migrations it has had. */
  version: number;
  /** Ours that it still lacks, by name. */
  missing: string[];
  /** How many it has that this program does not know: a newer one made them. */
  newer: number;
  /** Nobody has made anything in it. */
  isEmpty: boolean;
}

/** Reads it without changing anything. */
export async function readSchema(ask: Ask): Promise<SchemaState> {
  const [found] = await ask(`select to_regclass('drizzle.__drizzle_migrations') is not null as migrated,
    not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and n.nspname <> 'drizzle'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    ) as bare`);
  // Drizzle makes its own table before it begins.
  const rows = found?.migrated ? await ask('select created_at from drizzle.__drizzle_migrations') : [];
  const applied = new Set(rows.map(({ created_at }) => Number(created_at)));
  const known = new Set(OURS.map(({ when }) => when));
  return {
    version: applied.size,
    missing: OURS.filter(({ when }) => !applied.has(when)).map(({ tag }) => tag),
    newer: [...applied].filter((when) => !known.has(when)).length,
    isEmpty: applied.size === 0 && found?.bare === true,
  };
}
