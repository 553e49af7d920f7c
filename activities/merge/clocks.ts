/** Monotonic and wall clock: a suspended machine stops the first, a set clock moves the second; the longer one counts. */
export function startClocks(): { elapsedMs: () => number } {
  const monotonic = performance.now();
  const wall = Date.now();
  return { elapsedMs: () => Math.max(performance.now() - monotonic, Math.abs(Date.now() - wall)) };
}
