import fc from 'fast-check';

/** Names of fields that signals know, and some that nobody should. */
const FIELDS = [
  'seq',
  'reason',
  'code',
  'by',
  'clusters',
  'strategy',
  'all',
  'why',
  'runId',
  '__proto__',
  'constructor',
  'toString',
];

const NUMBERS = [Number.NaN, -0, -1, 0, 1, 999_999, 2 ** 53, 1e308, Number.POSITIVE_INFINITY];
const TEXTS = [
  '',
  ' ',
  'abc',
  '\u0000',
  '\ud800',
  '\u202egnp',
  '\u001b[2J',
  'x'.repeat(70_000),
  "'; drop table runs; --",
  'a'.repeat(32),
];

/** What JSON can carry, and what other encodings may: with the fields and texts that could do harm more often than by chance. */
export const anything: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, undefined, true, false, ...NUMBERS, ...TEXTS),
    fc.double(),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.uint8Array({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), tie('value'), { maxKeys: 6 }),
  ),
})).value;
