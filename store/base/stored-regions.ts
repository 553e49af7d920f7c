import type { CountryCode } from 'libphonenumber-js/max';
import type { BaseLocation } from '../../contacts/base/base-contact.ts';
import type { RegionRules } from '../../contacts/base/regions.ts';
import { compareText } from '../../contacts/keys/normalize.ts';

/** As JSON, in an order of its own: the same rules are the same text. */
export interface StoredRegions {
  locations: BaseLocation[];
  regions: [uid: string, country: CountryCode][];
  region: CountryCode | null;
}

export function storedRegions({ locations, regions, region }: RegionRules): StoredRegions {
  const places = [...locations.values()].map(({ uid, name, country }) => ({ uid, name, country }));
  return {
    locations: places.sort((a, b) => compareText(a.uid, b.uid)),
    regions: [...regions].sort(([a], [b]) => compareText(a, b)),
    region,
  };
}

export function regionRules({ locations, regions, region }: StoredRegions): RegionRules {
  return { locations: new Map(locations.map((one) => [one.uid, one])), regions: new Map(regions), region };
}

/** Whether every number is the same by both: names of places do not count. */
export function areSameRegions(a: StoredRegions, b: StoredRegions): boolean {
  return countriesOf(a) === countriesOf(b);
}

function countriesOf({ locations, regions, region }: StoredRegions): string {
  const countries = locations.filter(({ country }) => country !== '').map(({ uid, country }) => [uid, country]);
  return JSON.stringify([countries.sort(([a = ''], [b = '']) => compareText(a, b)), regions, region]);
}
