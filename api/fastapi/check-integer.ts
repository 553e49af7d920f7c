import type { Checked } from './checked.ts';

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
/** Of a text of digits, as Python has it. */
const LONGEST = 4300;
const NOT_INTEGER = { msg: 'Input should be a valid integer', type: 'int_type' };
const NOT_PARSED = {
  msg: 'Input should be a valid integer, unable to parse string as an integer',
  type: 'int_parsing',
};

/** A 64-bit integer. As pydantic does, takes a number without a fraction, a text of digits, and true or false as 1 or 0. */
export function checkInteger(value: unknown): Checked<number | bigint> {
  if (typeof value === 'number') return checkNumber(value);
  if (typeof value === 'bigint') return inRange(value);
  if (typeof value === 'boolean') return { value: value ? 1 : 0 };
  return typeof value === 'string' ? checkDigits(value) : NOT_INTEGER;
}

function checkNumber(value: number): Checked<number | bigint> {
  if (Number.isSafeInteger(value)) return { value };
  if (!Number.isFinite(value)) return { msg: 'Input should be a finite number', type: 'finite_number' };
  if (!Number.isInteger(value)) {
    return { msg: 'Input should be a valid integer, got a number with a fractional part', type: 'int_from_float' };
  }
  return inRange(BigInt(value));
}

function checkDigits(text: string): Checked<number | bigint> {
  const digits = /^([+-]?\d+(?:_\d+)*)(?:\.0+)?$/.exec(text)?.[1];
  if (digits === undefined) return NOT_PARSED;
  if (text.length > LONGEST) {
    return { msg: 'Unable to parse input string as an integer, exceeded maximum size', type: 'int_parsing_size' };
  }
  return inRange(BigInt(digits.replaceAll('_', '').replace(/^\+/, '')));
}

function inRange(value: bigint): Checked<bigint> {
  if (value > MOST) return { msg: `Input should be less than or equal to ${MOST}`, type: 'less_than_equal' };
  if (value < LEAST) return { msg: `Input should be greater than or equal to ${LEAST}`, type: 'greater_than_equal' };
  return { value };
}
