import type { ChunkWriter } from '../../store/backups/durable-file.ts';
import type { PutAside } from '../../store/backups/spool.ts';

/**
 * `{"name":[page,page],…}` with every page's bytes exactly as they came: re-serializing would lose big numbers and key order. One page is
 * in memory at a time.
 */
export function joinPages(lists: readonly [string, AsyncIterable<Uint8Array>][]): ChunkWriter {
  return async (write) => {
    for (const [index, [name, pages]] of lists.entries()) {
      await write(Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:[`));
      let isFirst = true;
      for await (const page of pages) {
        if (!isFirst) await write(COMMA);
        isFirst = false;
        await write(page);
      }
      await write(Buffer.from(']'));
    }
    await write(Buffer.from('}\n'));
  };
}

const COMMA = Buffer.from(',');

/** Pages that were put aside while they were read, one after the other. */
export async function* takenBack(pages: readonly PutAside[]): AsyncGenerator<Uint8Array> {
  for (const page of pages) yield await page();
}
