import type pg from 'pg';

export interface CursorQuery {
  /** What is read, as one state of the tables, however long the reader takes. */
  text: string;
  values: unknown[];
  /** Rows to fetch at a time. */
  piece: number;
  /** To be set for the time of reading. */
  settings?: string;
}

/**
 * Rows as arrays of their columns, piece by piece; the last piece has fewer rows than asked for, or none. The connection is let go
 * when the reader ends early, and closed: what it was doing ends with it.
 */
export async function* readCursor<Row extends unknown[]>(pool: pg.Pool, query: CursorQuery): AsyncGenerator<Row[]> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    await client.query('begin read only');
    if (query.settings !== undefined) await client.query(query.settings);
    await client.query(`declare rows_read no scroll cursor for ${query.text}`, query.values);
    for (let isLast = false; !isLast; ) {
      const { rows } = await client.query<Row>({ text: `fetch ${query.piece} from rows_read`, rowMode: 'array' });
      isLast = rows.length < query.piece;
      yield rows;
    }
    await client.query('commit');
    isWhole = true;
  } finally {
    client.release(!isWhole);
  }
}
