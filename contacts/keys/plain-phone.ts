import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { countriesWith, type NumberingPlan, numberingPlan, numberType } from './numbering-plans.ts';

/** Digits, blanks and what people put between them: no note, no extension, one number. */
const PLAIN = /^ *\+?[\d ().-]{3,40}$/;

/**
 * What the library says of a number that is written plainly and exists, in a tenth of its time; null for all others, which it has to be asked
 * for. Its own numbering plans decide, by its own rules; a test compares the two over all countries.
 */
export function readPlainPhone(phone: string, country: CountryCode | null): { key: string; type: string } | null {
  if (!PLAIN.test(phone)) return null;
  const digits = phone.replace(/\D/g, '');
  if (phone.trimStart().startsWith('+')) return international(digits);
  if (country === null || !isSupportedCountry(country)) return null;
  const plan = numberingPlan(country);
  // From abroad, or perhaps with the country's code and without its plus.
  if (plan.abroad.test(digits) || digits.startsWith(plan.callingCode)) return null;
  return inPlan(plan, digits);
}

function international(digits: string): { key: string; type: string } | null {
  for (const length of [1, 2, 3]) {
    const [main] = countriesWith(digits.slice(0, length));
    if (main !== undefined) return inPlan(numberingPlan(main), digits.slice(length));
  }
  return null;
}

function inPlan(plan: NumberingPlan, digits: string): { key: string; type: string } | null {
  const national = withoutPrefix(plan, digits);
  if (national === null) return null;
  const country = plan.countries.length === 1 ? plan.countries[0] : plan.countries.find((one) => isOf(one, national));
  if (country === undefined) return null;
  const exact = numberingPlan(country);
  const type = exact.lengths.includes(national.length) ? numberType(exact, national) : null;
  return type === null ? null : { key: `+${plan.callingCode}${national}`, type };
}

/** Null where its prefix says more than that it is dialled at home. */
function withoutPrefix({ prefix, valid }: NumberingPlan, digits: string): string | null {
  const found = prefix?.exec(digits) ?? null;
  if (found === null) return digits;
  if (found.length > 1 && found.at(-1)) return null;
  const rest = digits.slice(found[0].length);
  return valid.test(digits) && !valid.test(rest) ? digits : rest;
}

function isOf(country: CountryCode, national: string): boolean {
  const plan = numberingPlan(country);
  return plan.leading === null ? numberType(plan, national) !== null : plan.leading.test(national);
}
