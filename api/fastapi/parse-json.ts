import { parse as parseLossless } from 'lossless-json';

/** An integer of so many digits may be beyond what a number holds exactly. */
const LONG_INTEGER = /\d{16}/;
/** With its sign. No 64-bit integer is longer: reading more digits than these would only take time. */
const LONGEST = 22;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** Up to here anything is parsed: it takes little time and memory. */
const SMALL = 4 * 1024 * 1024;
/** A record takes more characters than these. */
const LEAST_RECORD = 40;

/** Whether a large text has more brackets than an upload of that length can need: parsed, 32 MiB of `{}` are 2 GiB. */
export function isTooDense(text: string): boolean {
  if (text.length <= SMALL) return false;
  let brackets = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) brackets += 1;
  }
  return brackets > text.length / LEAST_RECORD;
}

/** Parses JSON with exact integers: those that a number may not hold become a bigint. Throws SyntaxError or RangeError. */
export function parseJson(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  return parseLossless(text, null, {
    parseNumber,
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

function parseNumber(digits: string): number | bigint {
  const number = Number(digits);
  if (Number.isSafeInteger(number) || !/^-?\d+$/.test(digits)) return number;
  return BigInt(digits.slice(0, LONGEST));
}
