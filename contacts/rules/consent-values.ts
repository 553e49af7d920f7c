import { compareText } from '../keys/normalize.ts';
import { type ConsentMapping, type ConsentReading, type CustomFields, readConsent } from './consent.ts';

/** So many contacts have this value in this field, and it is read so. */
export interface ConsentValueCount {
  field: string;
  /** '' where the field is absent; `unknown` where it does not look like a word. */
  value: string;
  reading: ConsentReading;
  contacts: number;
}

/** Letters with a few digits and signs between: no e-mail, no number of a phone, nothing that moves a cursor. */
const WORD = /^(?=.*\p{L})(?!.*\d{4})[\p{L}\p{M}\d _().,/+-]{1,40}$/u;

/** A field's value as a person may be shown it: it is CRM text, and only what looks like a word of a list is repeated. */
export function consentWord(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return 'unknown';
  const text = value.trim();
  return WORD.test(text) ? text : 'unknown';
}

/** Counts the values of each mapped field over contacts, as they come. */
export function consentTally(mapping: readonly ConsentMapping[]): {
  add: (fields: CustomFields) => void;
  values: () => ConsentValueCount[];
} {
  const counts = new Map<string, ConsentValueCount>();
  return {
    add: (fields) => {
      for (const entry of mapping) {
        const { field } = entry;
        const reading = readConsent(entry, fields);
        const value = reading === 'absent' ? '' : consentWord(fields[field]);
        const key = JSON.stringify([field, reading, value]);
        const count = counts.get(key) ?? { field, value, reading, contacts: 0 };
        counts.set(key, { ...count, contacts: count.contacts + 1 });
      }
    },
    values: () => {
      const place = new Map(mapping.map(({ field }, at) => [field, at]));
      return [...counts.values()].sort(
        (a, b) =>
          (place.get(a.field) ?? 0) - (place.get(b.field) ?? 0) ||
          b.contacts - a.contacts ||
          compareText(a.value, b.value),
      );
    },
  };
}
