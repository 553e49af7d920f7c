import { type CountryCode, ParseError, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { readPlainPhone } from './plain-phone.ts';

/** Characters that show nothing, as copied from pages and phone books: soft hyphen, zero widths, directions, byte order mark. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const PLAIN = /^[\x20-\x7e]*$/;
const EXTENSION = /(?:;ext=|[\s,]*(?:extension|ext\.?|x|#)\s*[:.]?\s*)(\d{1,7})$/i;
/** A note, or two numbers: guessing which digits are the number would make strangers one. */
const LETTERS = /[\p{L}\p{M}]/u;
const SEVERAL = /[/;,|]/;
const UNCLEAR = /[^\d\s+().-]/;

/** What a text is as a phone number. */
export type PhoneReading = ValidPhone | InvalidPhone;

export interface ValidPhone {
  valid: true;
  e164: string;
  /** As people of its country write it. */
  national: string;
  /** Two letters of ISO 3166; null where the number is no country's, as +800. */
  country: CountryCode | null;
  /** In small letters as in `shared_cost`; null where the numbering plan does not tell. */
  type: string | null;
  extension: string | null;
  /** What is compared: E.164, with the extension behind it as in `+14155552671;ext=12`. A switchboard's people are not one. */
  key: string;
}

export type PhoneKeyReading = Pick<ValidPhone, 'valid' | 'key' | 'type'> | InvalidPhone;

export interface InvalidPhone {
  valid: false;
  reason: PhoneFault;
  /** The library's own word for it, e.g. `INVALID_COUNTRY`. */
  detail: string | null;
}

/** `not_a_valid_number`: it can be read, and no such number exists. All others: it cannot be read. */
export type PhoneFault = 'empty_input' | 'letters' | 'multiple_numbers' | 'parse_failed' | 'not_a_valid_number';

type Parsed = { number: PhoneNumber; type: string | null; extension: string | null };

/** Without a country, only a number that starts with + is understood. */
export function readPhone(phone: string, country: CountryCode | null): PhoneReading {
  const parsed = parsedPhone(phone, country);
  if ('reason' in parsed) return parsed;
  const { number, type, extension } = parsed;
  return {
    valid: true,
    e164: number.number,
    national: number.formatNational(),
    country: number.country ?? null,
    type,
    extension,
    key: keyOf(parsed),
  };
}

/** Without what is only shown, which takes nearly all of the time. */
export function readPhoneKey(phone: string, country: CountryCode | null): PhoneKeyReading {
  const plain = readPlainPhone(phone, country);
  if (plain !== null) return { valid: true, ...plain };
  const parsed = parsedPhone(phone, country);
  if ('reason' in parsed) return parsed;
  return { valid: true, key: keyOf(parsed), type: parsed.type };
}

/** The key alone: null where the text is not one valid number. */
export function phoneKey(phone: string, country: CountryCode | null): string | null {
  const read = readPhoneKey(phone, country);
  return read.valid ? read.key : null;
}

function keyOf({ number, extension }: Parsed): string {
  return extension === null ? number.number : `${number.number};ext=${extension}`;
}

function parsedPhone(phone: string, country: CountryCode | null): Parsed | InvalidPhone {
  const text = cleaned(phone);
  if (text === '') return invalid('empty_input');
  const extension = EXTENSION.exec(text);
  const written = extension === null ? text : text.slice(0, extension.index);
  if (written === '' || UNCLEAR.test(written)) return invalid(faultOf(written));
  const number = libraryReading(written, country);
  if (typeof number === 'string') return invalid('parse_failed', number);
  // What has a type is valid: to ask both takes twice the time.
  const type = number.getType()?.toLowerCase() ?? null;
  if (type === null && !number.isValid()) return invalid('not_a_valid_number');
  return { number, type, extension: extension?.[1] ?? null };
}

function libraryReading(text: string, country: CountryCode | null): PhoneNumber | string {
  try {
    return parsePhoneNumberWithError(text, { extract: false, ...(country !== null && { defaultCountry: country }) });
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}

function faultOf(unclear: string): PhoneFault {
  if (LETTERS.test(unclear)) return 'letters';
  return SEVERAL.test(unclear) ? 'multiple_numbers' : 'parse_failed';
}

function invalid(reason: PhoneFault, detail: string | null = null): InvalidPhone {
  return { valid: false, reason, detail };
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
