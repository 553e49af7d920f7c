/** The longest id, and the comma before it. */
const LONGEST = '-9223372036854775808,'.length;
const IDS_PER_PIECE = 8192;
const COMMA = 0x2c;
const ZERO = 0x30;
const MINUS = 0x2d;

/** The ids as JSON writes them, with commas between them and no brackets, piece by piece. */
export function* idDigits(ids: BigInt64Array): Generator<Uint8Array> {
  const words = new Int32Array(ids.buffer, ids.byteOffset, 2 * ids.length);
  for (let start = 0; start < ids.length; start += IDS_PER_PIECE) {
    const end = Math.min(start + IDS_PER_PIECE, ids.length);
    const piece = Buffer.allocUnsafe(LONGEST * (end - start));
    let at = 0;
    for (let index = start; index < end; index++) {
      if (index > 0) piece[at++] = COMMA;
      const high = words[2 * index + 1] as number;
      const id = high * 2 ** 32 + ((words[2 * index] as number) >>> 0);
      at = Number.isSafeInteger(id) ? writeNumber(piece, at, id) : at + piece.write(`${ids[index]}`, at, 'latin1');
    }
    yield piece.subarray(0, at);
  }
}

/** Writes the digits of a safe integer from behind, and answers where they end. */
function writeNumber(piece: Buffer, start: number, id: number): number {
  let at = start;
  if (id < 0) piece[at++] = MINUS;
  let rest = Math.abs(id);
  const end = at + digitsOf(rest);
  let place = end;
  while (rest >= 2 ** 31) {
    const tens = Math.floor(rest / 10);
    piece[--place] = ZERO + (rest - 10 * tens);
    rest = tens;
  }
  while (place > at) {
    const tens = ((rest | 0) / 10) | 0;
    piece[--place] = ZERO + (rest - 10 * tens);
    rest = tens;
  }
  return end;
}

function digitsOf(number: number): number {
  let digits = 1;
  for (let power = 10; power <= number; power *= 10) digits += 1;
  return digits;
}
