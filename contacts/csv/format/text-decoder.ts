import type { CsvEncoding } from './csv-format.ts';

/** What Windows-1252 has at 0x80 to 0x9f; the five that it leaves open stay control characters. */
const FROM_0X80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Turns bytes that are cut anywhere into text. */
export interface PieceDecoder {
  piece: (bytes: Buffer) => string;
  /** What is left at the end: half a character of a file that was cut. */
  rest: () => Buffer;
}

/** For encodings that are not UTF-8. Keeps a byte order mark. */
export function pieceDecoder(encoding: CsvEncoding): PieceDecoder {
  if (encoding === 'windows-1252') return { piece: windows1252, rest: () => Buffer.alloc(0) };
  let rest = Buffer.alloc(0);
  const read = encoding === 'utf-16be' ? bigEndian : littleEndian;
  return {
    piece: (bytes) => {
      const all = Buffer.concat([rest, bytes]);
      const text = read(all.subarray(0, all.length & ~1));
      const cut = opensPair(text) ? 1 : 0;
      const used = (text.length - cut) * 2;
      rest = all.subarray(used);
      return cut === 0 ? text : text.slice(0, -1);
    },
    rest: () => rest,
  };
}

function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (one) => FROM_0X80[one.charCodeAt(0) - 0x80] ?? one);
}

function littleEndian(bytes: Buffer): string {
  return bytes.toString('utf16le');
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes).swap16().toString('utf16le');
}

/** Ends with the first half of a character of two units. */
function opensPair(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last < 0xdc00;
}
