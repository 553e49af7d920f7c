/** Work that pauses, so that whoever does it on a server can let others run in between. */
export type Pausing<T> = Generator<void, T>;

/** Ids to look at between two pauses: about a millisecond. */
export const SLICE = 2 ** 17;

/** Does it all at once. */
export function finish<T>(pausing: Pausing<T>): T {
  for (;;) {
    const step = pausing.next();
    if (step.done) return step.value;
  }
}
