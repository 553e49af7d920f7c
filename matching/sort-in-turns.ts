import type { Turn } from './turns.ts';

/** Numbers of one turn. */
const TURN = 2 ** 14;

/** The numbers sorted, as `sort` would; a million of texts at once would keep others waiting for seconds. */
export function* sortInTurns(
  numbers: Uint32Array<ArrayBuffer>,
  compare: (one: number, other: number) => number,
): Generator<Turn, Uint32Array<ArrayBuffer>> {
  const of = numbers.length;
  for (let from = 0; from < of; from += TURN) {
    numbers.subarray(from, from + TURN).sort(compare);
    yield { done: from, of };
  }
  if (of <= TURN) return numbers;
  let [sorted, room] = [numbers, new Uint32Array(of)];
  for (let length = TURN; length < of; length *= 2) {
    let done = 0;
    for (let from = 0; from < of; from += 2 * length) {
      const middle = Math.min(from + length, of);
      const end = Math.min(from + 2 * length, of);
      let [one, other] = [from, middle];
      while (one < middle || other < end) {
        const isFirst = other === end || (one < middle && compare(sorted[one] as number, sorted[other] as number) <= 0);
        room[done++] = sorted[isFirst ? one++ : other++] as number;
        if (done % TURN === 0) yield { done, of };
      }
    }
    [sorted, room] = [room, sorted];
  }
  return sorted;
}
