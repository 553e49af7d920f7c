import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../contacts/input-error.ts';
import { DUMP_FORMAT, DUMP_VERSION, type DumpHead, type DumpTail, dumpHead, dumpTail, END_OF_ROWS } from './format.ts';

export interface OpenDump {
  head: DumpHead;
  /** The next table's rows, in COPY's text form, in pieces. To be read to the end, one table after the other, as `head` lists them. */
  rowsOf(table: string): AsyncGenerator<Buffer>;
  /** After the last table: compares the checksum. Throws {@link InputError} where a byte is not as it was written. */
  finish(): Promise<DumpTail>;
  close(): Promise<void>;
}

const PIECE = 64 * 1024;

/** Opens a dump and reads its first line. Throws {@link InputError} for what is none, or made by a newer program. */
export async function openDump(path: string): Promise<OpenDump> {
  const lines = linesOf(path);
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};

  async function next(): Promise<Buffer> {
    const { value, done } = await lines.next();
    if (done) throw damaged(path, 'it ends in the middle');
    return value;
  }

  async function nextHashed(): Promise<Buffer> {
    const line = await next();
    hash.update(line);
    return line;
  }

  async function* rowsOf(table: string): AsyncGenerator<Buffer> {
    const opened = parsed(path, await nextHashed()) as { table?: unknown } | null;
    if (opened?.table !== table) throw damaged(path, `the rows of ${table} are not where they belong`);
    let piece: Buffer[] = [];
    let size = 0;
    let count = 0;
    for (let line = await nextHashed(); !isEnd(line); line = await nextHashed()) {
      piece.push(line);
      size += line.length;
      count += 1;
      if (size < PIECE) continue;
      yield Buffer.concat(piece);
      piece = [];
      size = 0;
    }
    rows[table] = count;
    if (size > 0) yield Buffer.concat(piece);
  }

  async function finish(): Promise<DumpTail> {
    const tail = dumpTail.safeParse(parsed(path, await next()));
    if (!tail.success) throw damaged(path, 'its last line is not what it should be');
    if (tail.data.sha256 !== hash.digest('hex')) throw damaged(path, 'its checksum does not fit what is in it');
    if (Object.entries(tail.data.rows).some(([table, count]) => rows[table] !== count))
      throw damaged(path, 'it does not have as many rows as it says');
    return tail.data;
  }

  try {
    return {
      head: readHead(path, await nextHashed()),
      rowsOf,
      finish,
      close: () => lines.return(undefined).then(() => {}),
    };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

function readHead(path: string, line: Buffer): DumpHead {
  const value = parsed(path, line) as { format?: unknown; version?: unknown } | null;
  if (value?.format !== DUMP_FORMAT) throw notADump(path);
  if (typeof value.version === 'number' && value.version > DUMP_VERSION)
    throw new InputError({
      file: path,
      problem: `a newer version of this program made it (form ${value.version}, this one reads up to ${DUMP_VERSION})`,
      todo: 'restore it with that version',
    });
  const head = dumpHead.safeParse(value);
  if (!head.success) throw damaged(path, 'its first line is not what it should be');
  return head.data;
}

/** Lines with their line breaks. */
async function* linesOf(path: string): AsyncGenerator<Buffer, void> {
  const source = createReadStream(path);
  const unzipped = source.pipe(createGunzip());
  source.on('error', (error) => unzipped.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let from = 0;
      for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', from)) {
        yield bytes.subarray(from, at + 1);
        from = at + 1;
      }
      rest = bytes.subarray(from);
    }
  } catch (error) {
    throw told(path, error);
  } finally {
    source.destroy();
    unzipped.destroy();
  }
  if (rest.length > 0) throw damaged(path, 'it ends in the middle');
}

function told(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new InputError({ file: path, problem: 'there is no such file' });
  if (code === 'Z_DATA_ERROR') return notADump(path);
  return code.startsWith('Z_') ? damaged(path, 'it ends in the middle') : error;
}

function parsed(path: string, line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    throw damaged(path, 'a line is not what it should be');
  }
}

function isEnd(line: Buffer): boolean {
  return line.length === END_OF_ROWS.length + 1 && line.toString('latin1') === `${END_OF_ROWS}\n`;
}

function notADump(path: string): InputError {
  return new InputError({
    file: path,
    problem: 'this is no dump of a store',
    todo: 'name a file that a store was dumped into',
  });
}

export function damaged(path: string, how: string): InputError {
  return new InputError({
    file: path,
    problem: `the dump is damaged: ${how}`,
    todo: 'take another one; nothing was restored',
  });
}
