/** Work that lets others run in between, and can be given up there. */
export interface Turn {
  done: number;
  of: number;
  /** There is nothing to do until then. */
  until?: Promise<void>;
}

/** Of one step, that has no parts to count. */
export const STEP: Turn = { done: 0, of: 0 };

/** All turns one after the other. */
export function atOnce<T>(turns: Generator<unknown, T>): T {
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
  }
}
