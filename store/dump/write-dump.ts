import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type ChunkWriter, writeDurably } from '../backups/durable-file.ts';
import { copyStatement, DUMP_FORMAT, DUMP_VERSION, type DumpHead, type DumpTail, END_OF_ROWS } from './format.ts';
import { ownTables, sequencesOf } from './tables.ts';

export interface WriteDump {
  url: string;
  /** Takes the name only when the dump is whole. Whatever is there is replaced. */
  path: string;
  /** Called before each table. */
  onTable?: (table: string) => void;
}

const NEW_LINE = 0x0a;

/**
 * Writes the whole store as it is at one instant into one compressed file, for its owner only: it holds what people are
 * called. Streams: memory does not grow with the store. Rejects as `pg` and the file system do.
 */
export async function writeDump({ url, path, onTable }: WriteDump): Promise<DumpTail & { bytes: number }> {
  const client = new pg.Client({ connectionString: url, application_name: 'contact-dedupe dump' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only; set local datestyle = 'ISO'");
    let tail: DumpTail | undefined;
    const content: ChunkWriter = (write) =>
      pipeline(
        dumpText(client, { ...(onTable && { onTable }), onEnd: (whole) => (tail = whole) }),
        createGzip(),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) await write(chunk);
        },
      );
    const { size } = await writeDurably(path, content);
    await client.query('commit');
    if (tail === undefined) throw new Error('A dump must end with its tail');
    return { ...tail, bytes: size };
  } finally {
    await client.end();
  }
}

async function* dumpText(
  client: pg.Client,
  { onTable, onEnd }: { onTable?: (table: string) => void; onEnd: (tail: DumpTail) => void },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const hashed = (chunk: Buffer): Buffer => {
    hash.update(chunk);
    return chunk;
  };
  const head = await readHead(client);
  const rows: Record<string, number> = {};
  yield hashed(line(JSON.stringify(head)));
  for (const table of head.tables) {
    onTable?.(table.name);
    yield hashed(line(JSON.stringify({ table: table.name })));
    let count = 0;
    for await (const chunk of client.query(copyTo(copyStatement(table, 'to stdout'))) as AsyncIterable<Buffer>) {
      count += linesIn(chunk);
      yield hashed(chunk);
    }
    rows[table.name] = count;
    yield hashed(line(END_OF_ROWS));
  }
  const tail = { rows, sha256: hash.digest('hex') };
  onEnd(tail);
  yield line(JSON.stringify(tail));
}

async function readHead(client: pg.Client): Promise<DumpHead> {
  const tables = await ownTables(client);
  const { rows } = await client.query<{ at: string }>(
    'select created_at::text as at from drizzle.__drizzle_migrations order by created_at',
  );
  return {
    format: DUMP_FORMAT,
    version: DUMP_VERSION,
    madeAt: new Date().toISOString(),
    migrations: rows.map(({ at }) => Number(at)),
    tables,
    sequences: await sequencesOf(client, tables),
  };
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

function linesIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) count += 1;
  return count;
}
