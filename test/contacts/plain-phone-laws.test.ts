import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, test } from 'vitest';
import { readPhone, readPhoneKey } from '../../contacts/keys/phone-key.ts';
import { readPlainPhone } from '../../contacts/keys/plain-phone.ts';

const COUNTRIES: CountryCode[] = getCountries();
const country = fc.constantFrom(...COUNTRIES);
const separators = fc.array(fc.constantFrom('', '', '', ' ', '-', '.', '(', ')'), { minLength: 24, maxLength: 24 });
/** Of a number that exists, so many digits are others, so that it may be of another kind, or none. */
const changed = fc.array(fc.tuple(fc.nat(20), fc.nat(9)), { maxLength: 4 });
const before = fc.constantFrom('+CC', '+CC', '', '', '0', 'CC', '+CC0', '+CC1', '1', '8', '00', '0011', '+', '99');

/** As somebody may have written it: an existing number of a country, or nearly one. */
const written = fc.tuple(country, changed, before, separators).map(([of, changes, prefix, between]) => {
  const example = getExampleNumber(of, examples);
  const digits = [...(example?.nationalNumber ?? '12345678')];
  for (const [at, digit] of changes) digits[at % digits.length] = String(digit);
  const text = `${prefix.replace('CC', example?.countryCallingCode ?? '')}${digits.join('')}`;
  return { of, text: [...text].map((char, at) => char + (between[at] ?? '')).join('') };
});

test('A number that is read the short way is the one that the library reads, of its type, and all others are left to the library', () => {
  let short = 0;
  fc.assert(
    fc.property(written, fc.option(country), ({ of, text }, other) => {
      for (const region of [of, other]) {
        const whole = readPhone(text, region);
        const quick = readPhoneKey(text, region);
        expect(quick).toEqual(whole.valid ? { valid: true, key: whole.key, type: whole.type } : whole);
        if (readPlainPhone(text, region) !== null) short++;
      }
    }),
    { numRuns: 3_000 },
  );
  expect(short).toBeGreaterThan(500);
});

test('Every country’s own number is read the short way, at home and from abroad', () => {
  const missed = COUNTRIES.filter((of) => {
    const example = getExampleNumber(of, examples);
    return example !== undefined && readPlainPhone(example.number, null)?.key !== example.number;
  });
  expect(missed).toEqual([]);
});
