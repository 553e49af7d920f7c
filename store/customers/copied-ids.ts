import { Writable } from 'node:stream';
import { BATCH, type IdBatch, openBatch } from '../../contacts/sets/id-batch.ts';

/** `PGCOPY\n\xff\r\n\0`, flags and the length of an extension, which no Postgres has so far. */
const HEADER = 19;
/** Number of fields (2), length (4) and value (8) of the id, length (4) and value (2) of the source's number. */
const ROW = 20;
const TRAILER = 2;

/**
 * Takes what `COPY … TO STDOUT (FORMAT binary)` sends of rows (bigint, smallint), neither of them null: the id and the
 * number of its source. Hands over batches, which `take` may overwrite.
 */
export function copiedIds(take: (batch: IdBatch) => void): Writable {
  const batch = openBatch();
  let rest: Buffer = Buffer.alloc(0);
  let skip = HEADER;

  function takeRows(bytes: Buffer): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = skip;
    for (; at + ROW <= bytes.length; at += ROW) {
      batch.words[2 * batch.length + 1] = view.getInt32(at + 6);
      batch.words[2 * batch.length] = view.getInt32(at + 10);
      batch.masks[batch.length] = 1 << view.getInt16(at + 18);
      batch.length += 1;
      if (batch.length === BATCH) hand();
    }
    return at;
  }

  function hand(): void {
    take(batch);
    batch.length = 0;
  }

  return new Writable({
    write(chunk: Buffer, _encoding, done): void {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      if (bytes.length < skip) rest = bytes;
      else {
        rest = bytes.subarray(takeRows(bytes));
        skip = 0;
      }
      done();
    },
    final(done): void {
      if (rest.length === TRAILER) hand();
      done(
        rest.length === TRAILER ? null : new Error(`A copy must end with its trailer: ${rest.length} bytes are left`),
      );
    },
  });
}
