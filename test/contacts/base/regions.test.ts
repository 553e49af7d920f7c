import { expect, test } from 'vitest';
import { contactKeys } from '../../../contacts/base/contact-keys.ts';
import { parseRegions, type RegionRules } from '../../../contacts/base/regions.ts';
import { phone } from './make-base.ts';

const RULES: RegionRules = {
  locations: new Map([
    ['sydney', { uid: 'sydney', name: 'Sydney', country: 'AU' }],
    ['delhi', { uid: 'delhi', name: 'Delhi', country: 'IN' }],
    ['nowhere', { uid: 'nowhere', name: 'Nowhere', country: '' }],
  ]),
  regions: new Map([['nowhere', 'GB']]),
  region: 'US',
};

const keysIn = (number: string, ...locations: string[]) => contactKeys({ channels: [phone(number)], locations }, RULES);

test.each([
  ['the country of the place’s address comes first', '0412 345 678', ['sydney'], '+61412345678'],
  ['then what the settings say of the place', '07400 123456', ['nowhere'], '+447400123456'],
  ['then the region for all others', '(415) 555-2671', ['elsewhere'], '+14155552671'],
  ['which is also for contacts of no place', '(415) 555-2671', [], '+14155552671'],
  ['one place suffices that understands it', '0412 345 678', ['nowhere', 'sydney'], '+61412345678'],
])('A number without a country code: %s', (_, number, locations, key) => {
  expect(keysIn(number, ...locations)).toMatchObject({ keys: [{ key }], faults: [] });
});

test('A number that is two in a contact’s places is never guessed', () => {
  const numbers = ['1800 111 109', '1800 022 222', '02 9876 5432', '0412 345 678', '011 2345 6789', '98765 43210'];
  const ambiguous = numbers.filter((number) => {
    const [here, there] = ['sydney', 'delhi'].map((place) => keysIn(number, place).keys[0]?.key);
    return here !== undefined && there !== undefined && here !== there;
  });
  expect(ambiguous.length).toBeGreaterThan(0);
  for (const number of ambiguous) {
    expect(keysIn(number, 'sydney', 'delhi')).toEqual({ keys: [], faults: ['two_regions'] });
  }
  expect(keysIn('+61 412 345 678', 'sydney', 'delhi').keys).toHaveLength(1);
});

test('Another default region makes another key', () => {
  const inRegion = (region: 'AU' | 'US') =>
    contactKeys({ channels: [phone('0412 345 678')], locations: [] }, { ...RULES, region });
  expect(inRegion('AU').keys).toMatchObject([{ key: '+61412345678' }]);
  expect(inRegion('US')).toEqual({ keys: [], faults: ['not_a_valid_number'] });
});

test('The settings name a country for each place', () => {
  expect(parseRegions(' loc_1=AU, loc_2=NZ ,')).toEqual(
    new Map([
      ['loc_1', 'AU'],
      ['loc_2', 'NZ'],
    ]),
  );
  expect(parseRegions('loc_1')).toBe("'loc_1' is not LOCATION=AU");
  expect(parseRegions('loc_1=ZZ')).toMatch("'ZZ' of loc_1 is no country");
  expect(parseRegions('loc_1=AU,loc_1=NZ')).toBe('loc_1 has two countries');
});
