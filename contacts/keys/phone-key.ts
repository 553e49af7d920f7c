import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Characters that show nothing, as copied from pages and phone books: soft hyphen, zero widths, directions, byte order mark. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const PLAIN = /^[\x20-\x7e]*$/;
const EXTENSION = /(?:;ext=|[\s,]*(?:extension|ext\.?|x|#)\s*[:.]?\s*)(\d{1,7})$/i;
/** A note, or two numbers: guessing which digits are the number would make strangers one. */
const UNCLEAR = /[^\d\s+().-]/;

/**
 * A phone number in E.164, with its extension behind it as in `+14155552671;ext=12`: a switchboard's people are not one. Null
 * where the text is not one valid number. Without a country, only a number that starts with + is understood.
 */
export function phoneKey(phone: string, country: CountryCode | null): string | null {
  const text = cleaned(phone);
  const extension = EXTENSION.exec(text);
  const number = extension === null ? text : text.slice(0, extension.index);
  if (number === '' || UNCLEAR.test(number)) return null;
  const options = { extract: false, ...(country !== null && { defaultCountry: country }) };
  const found = parsePhoneNumberFromString(number, options);
  if (!found?.isValid()) return null;
  return extension === null ? found.number : `${found.number};ext=${extension[1]}`;
}

/** ASCII digits, hyphens and spaces for all the others that people and programs write. */
function cleaned(phone: string): string {
  const text = PLAIN.test(phone)
    ? phone
    : phone
        .replace(INVISIBLE, '')
        .normalize('NFKC')
        .replace(/\p{Nd}/gu, asciiDigit)
        .replace(/\p{Pd}|\u2212/gu, '-')
        .replace(/\s/g, ' ');
  return text.trim().replace(/^tel:\s*/i, '');
}

/** Unicode keeps the ten digits of a script side by side, the zero first; another script's may follow. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}
