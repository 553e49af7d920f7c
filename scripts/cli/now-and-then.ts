const EVERY_MS = 2_000;

/** Tells how far something long is, at most once in two seconds, and of what is short nothing. */
export function nowAndThen(tell: (done: number) => void): (done: number) => void {
  let told = performance.now();
  return (done) => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    tell(done);
  };
}
