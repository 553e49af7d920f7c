import { getTableName } from 'drizzle-orm';
import type pg from 'pg';
import * as audit from '../audit/tables.ts';
import * as backups from '../backups/tables.ts';
import * as base from '../base/tables.ts';
import * as customers from '../customers/tables.ts';
import * as decisions from '../decisions/tables.ts';
import * as failures from '../failures/tables.ts';
import * as hooks from '../hooks/tables.ts';
import * as identity from '../identity/tables.ts';
import * as ledger from '../ledger/tables.ts';
import * as nights from '../nights/tables.ts';
import * as orders from '../orders/tables.ts';
import * as proofs from '../proofs/tables.ts';
import * as rate from '../rate/tables.ts';
import * as review from '../review/tables.ts';
import * as records from '../runs/tables.ts';
import * as schema from '../schema.ts';
import * as undo from '../undo/tables.ts';

export interface DumpedTable {
  name: string;
  columns: string[];
}

export interface DumpedSequence {
  table: string;
  column: string;
  last: string;
  /** Whether `last` was given out already. */
  used: boolean;
}

/** The tables of this program. */
export const OWN_TABLES: readonly string[] = Object.values({
  ...schema,
  ...audit,
  ...backups,
  ...base,
  ...customers,
  ...hooks,
  ...nights,
  ...orders,
  ...proofs,
  ...rate,
  ...identity,
  ...failures,
  ...records,
  ...review,
  ...decisions,
  ...ledger,
  ...undo,
}).map(getTableName);

/** Those that the database has, none before one that it refers to. */
export async function ownTables(client: pg.Client): Promise<DumpedTable[]> {
  const { rows } = await client.query<DumpedTable & { refersTo: string[] }>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select distinct t.relname::text from pg_constraint f join pg_class t on t.oid = f.confrelid
         where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
     from pg_class c where c.relnamespace = current_schema::regnamespace and c.relkind = 'r' and c.relname = any($1)
     order by c.relname`,
    [OWN_TABLES],
  );
  const placed: DumpedTable[] = [];
  const waiting = [...rows];
  while (waiting.length > 0) {
    const next = waiting.findIndex(
      ({ refersTo }) => !refersTo.some((name) => waiting.some((row) => row.name === name)),
    );
    if (next < 0)
      throw new Error(`Tables refer to each other in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    placed.push(...waiting.splice(next, 1).map(({ name, columns }) => ({ name, columns })));
  }
  return placed;
}

/** Where each numbered column of these tables goes on. */
export async function sequencesOf(client: pg.Client, tables: readonly DumpedTable[]): Promise<DumpedSequence[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as "table", a.attname as "column", pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema::regnamespace and c.relname = any($1)
       and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null
     order by 1, 2`,
    [tables.map(({ name }) => name)],
  );
  const sequences: DumpedSequence[] = [];
  for (const { table, column, sequence } of rows) {
    const { rows: at } = await client.query<{ last: string; used: boolean }>(
      `select last_value::text as last, is_called as used from ${sequence}`,
    );
    if (at[0]) sequences.push({ table, column, ...at[0] });
  }
  return sequences;
}
