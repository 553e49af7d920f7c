import { setImmediate } from 'node:timers/promises';
import type { Pausing } from '../../contacts/sets/pausing.ts';

/** Does long work on this thread, and lets everything else that waits run at each of its pauses. */
export async function inTurns<T>(pausing: Pausing<T>): Promise<T> {
  for (;;) {
    const step = pausing.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/** The pieces, without empty ones, and after each a turn for everything else that waits. */
export async function* piecesInTurns(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece.length > 0) yield piece;
    await setImmediate();
  }
}
