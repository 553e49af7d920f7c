import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { compareText } from '../keys/normalize.ts';
import type { BaseContact, BaseLocation } from './base-contact.ts';

/** In which country a number without a country code is meant. */
export interface RegionRules {
  /** By uid. The country of its address comes first. */
  locations: ReadonlyMap<string, BaseLocation>;
  /** By uid of a location: for those whose address has none. */
  regions: ReadonlyMap<string, CountryCode>;
  /** For all others; null: such a number is not understood. */
  region: CountryCode | null;
}

/** The countries of a contact's places, each once; one of them is null where nobody knows. */
export function regionsOf(contact: Pick<BaseContact, 'locations'>, rules: RegionRules): (CountryCode | null)[] {
  const { locations } = contact;
  if (locations.length === 0) return [rules.region];
  return [...new Set(locations.map((uid) => regionOf(uid, rules)))];
}

function regionOf(uid: string, rules: RegionRules): CountryCode | null {
  return knownCountry(uid, rules) ?? rules.region;
}

/** Of a place: null where only the region for all others is left. */
export function knownCountry(uid: string, { locations, regions }: RegionRules): CountryCode | null {
  const country = locations.get(uid)?.country ?? '';
  return isSupportedCountry(country) ? country : (regions.get(uid) ?? null);
}

/** Reads `LOCATION=AU,LOCATION=NZ`. Returns what is wrong with it as a text. */
export function parseRegions(text: string): ReadonlyMap<string, CountryCode> | string {
  const regions = new Map<string, CountryCode>();
  for (const part of text.split(',').filter((one) => one.trim() !== '')) {
    const [uid = '', country = '', ...more] = part.split('=').map((one) => one.trim());
    if (uid === '' || country === '' || more.length > 0) return `'${part.trim()}' is not LOCATION=AU`;
    if (!isSupportedCountry(country)) return `'${country}' of ${uid} is no country, expected two capital letters as AU`;
    if ((regions.get(uid) ?? country) !== country) return `${uid} has two countries`;
    regions.set(uid, country);
  }
  return new Map([...regions].sort(([a], [b]) => compareText(a, b)));
}
