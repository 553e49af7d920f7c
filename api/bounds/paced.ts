import type { ApiBounds } from '../../config/api-bounds.ts';
import { after } from './after.ts';

export interface Pace extends Omit<ApiBounds, 'bodyBytes'> {
  /** What is thrown when the sender is slower. */
  tooSlow: () => Error;
}

/**
 * The chunks of a body as they come, no slower than the pace. Only the time that is waited for the sender counts, not what we do with a
 * chunk. What is not read when the reader ends early can still be read.
 */
export async function* paced(body: ReadableStream<Uint8Array>, pace: Pace): AsyncGenerator<Uint8Array> {
  const { leastBytes, withinMs, deadlineMs, tooSlow } = pace;
  const reader = body.getReader();
  const end = performance.now() + deadlineMs;
  let bytes = 0;
  let waited = 0;
  try {
    for (;;) {
      const start = performance.now();
      const read = start < end ? await within(reader.read(), Math.min(withinMs - waited, end - start)) : null;
      if (read === null) throw tooSlow();
      if (read.done) return;
      bytes += read.value.byteLength;
      waited += performance.now() - start;
      if (bytes >= leastBytes) {
        bytes = 0;
        waited = 0;
      }
      yield read.value;
    }
  } finally {
    reader.releaseLock();
  }
}

/** What comes in time, else null. */
async function within<T>(coming: Promise<T>, ms: number): Promise<T | null> {
  // When nobody waits for it any more, that it fails is no news.
  coming.catch(() => {});
  let callOff = (): void => {};
  const over = new Promise<null>((resolve) => {
    callOff = after(ms, () => resolve(null));
  });
  return await Promise.race([coming, over]).finally(callOff);
}
