/** From right before COMMIT to a merge's bytes, in milliseconds: a worker that was asleep in between, or a database that is far away, sends nothing. */
export const LONGEST_TO_WRITE_MS = 500;

/** Monotonic and wall clock: a suspended machine stops the first, a set clock moves the second; the longer one counts. */
export function startClocks(): { elapsedMs: () => number } {
  const monotonic = performance.now();
  const wall = Date.now();
  return { elapsedMs: () => Math.max(performance.now() - monotonic, Math.abs(Date.now() - wall)) };
}
