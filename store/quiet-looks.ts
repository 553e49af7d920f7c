import { type SQL, sql } from 'drizzle-orm';

/**
 * Two parts of a statement that notes a complete look at a row, by the database's clock. The quiet period begins with the first one, and anew
 * after a gap of `longestGapMs` without: whoever was away has seen nothing. `seen` has `now`, when the period began before this look, and since when it runs.
 */
export function seenAt(row: { table: 'pairs' | 'undo_pairs'; pair: SQL; longestGapMs: number }): SQL {
  const { table, pair, longestGapMs } = row;
  return sql`clock as materialized (select clock_timestamp() as now), seen as (
      select now, quiet_since, case when quiet_since is null or last_look_at is null
          or now - last_look_at > make_interval(secs => ${longestGapMs}::float8 / 1000)
        then now else quiet_since end as since
      from ${sql.raw(table)}, clock where ${pair}
    )`;
}

/** The first look after the quiet period from which on each one has found the same; null where this one `counts` not, or comes too early. */
export function sinceQuiet(look: { column: 'unchanged_since' | 'absent_since'; counts: SQL; quietMs: number }): SQL {
  const { column, counts, quietMs } = look;
  return sql`case
          when not ${counts} or seen.now - seen.since < make_interval(secs => ${quietMs}::float8 / 1000) then null
          when seen.quiet_since is distinct from seen.since then seen.now
          else coalesce(${sql.raw(column)}, seen.now) end`;
}
