import { parse as parseLossless } from 'lossless-json';

/** An integer of so many digits may be beyond what a number holds exactly. */
const LONG_INTEGER = /\d{16}/;
/** With its sign. No 64-bit integer is longer: reading more digits than these would only take time. */
const LONGEST = 22;

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
