import { availableParallelism } from 'node:os';

/** What the piece of work below takes where the suite was written, on two cores that do nothing else. */
const REFERENCE_MS = 35;
const CORES = 2;
/** A bound must end a test that hangs on any machine. */
const SLOWEST = 8;

/**
 * How long to wait for what must come, where a quick machine needs at most `ms`: longer on a slower or busier one. No test
 * asserts a time that the machine decides; this only says when to give up.
 */
export function patience(ms: number): number {
  return Math.round(ms * slowness());
}

/** From 1. Measured once, when the suite starts: its processes inherit it, and so do test runs that it starts. */
function slowness(): number {
  process.env.TEST_SLOWNESS ??= String(measured());
  return Number(process.env.TEST_SLOWNESS);
}

function measured(): number {
  const times = [1, 2, 3, 4, 5].map(timeOfWork).sort((a, b) => a - b);
  const cores = Math.max(1, CORES / availableParallelism());
  return Math.min(SLOWEST, Math.max(1, cores * ((times[2] ?? 0) / REFERENCE_MS)));
}

/** Objects, texts and sorting, as tests and what they test do most. */
function timeOfWork(): number {
  const started = performance.now();
  let seed = 12_345;
  const items = Array.from({ length: 20_000 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return { seed, text: String(seed) };
  });
  items.sort((a, b) => a.seed - b.seed);
  JSON.parse(JSON.stringify(items));
  return performance.now() - started;
}
