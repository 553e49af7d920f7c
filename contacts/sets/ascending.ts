import { type Pausing, SLICE } from './pausing.ts';

/** The ids in ascending order, in new memory: byte by byte from the lowest, bytes that are equal in all left out. */
export function* ascending(ids: BigInt64Array): Pausing<BigInt64Array<ArrayBuffer>> {
  let from = new BigInt64Array(ids);
  let to = new BigInt64Array(ids.length);
  for (let byte = 0; byte < 8; byte++) {
    const places = countBytes(from, byte);
    yield;
    if (places.includes(ids.length)) continue;
    sumUp(places);
    for (let start = 0; start < ids.length; start += SLICE) {
      moveByByte({ from, to, byte, places, start, end: Math.min(start + SLICE, ids.length) });
      yield;
    }
    [from, to] = [to, from];
  }
  return from;
}

interface Move {
  from: BigInt64Array<ArrayBuffer>;
  to: BigInt64Array<ArrayBuffer>;
  byte: number;
  places: Uint32Array;
  start: number;
  end: number;
}

function moveByByte({ from, to, byte, places, start, end }: Move): void {
  const words = new Int32Array(from.buffer);
  const sorted = new Int32Array(to.buffer);
  const word = byte < 4 ? 0 : 1;
  const shift = 8 * (byte % 4);
  const flip = flipOf(byte);
  for (let index = 2 * start; index < 2 * end; index += 2) {
    const value = (((words[index + word] as number) >>> shift) & 255) ^ flip;
    const at = 2 * (places[value] as number);
    places[value] = (places[value] as number) + 1;
    sorted[at] = words[index] as number;
    sorted[at + 1] = words[index + 1] as number;
  }
}

/** How often each value stands in that byte. */
function countBytes(ids: BigInt64Array<ArrayBuffer>, byte: number): Uint32Array {
  const counts = new Uint32Array(256);
  const words = new Int32Array(ids.buffer);
  const shift = 8 * (byte % 4);
  const flip = flipOf(byte);
  for (let index = byte < 4 ? 0 : 1; index < words.length; index += 2) {
    const value = (((words[index] as number) >>> shift) & 255) ^ flip;
    counts[value] = (counts[value] as number) + 1;
  }
  return counts;
}

/** The sign's bit turned round: negative ids come first. */
function flipOf(byte: number): number {
  return byte === 7 ? 128 : 0;
}

function sumUp(counts: Uint32Array): void {
  let start = 0;
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value] as number;
    counts[value] = start;
    start += count;
  }
}
