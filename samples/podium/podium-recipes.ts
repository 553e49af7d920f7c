import { instant } from '../time.ts';
import type { PodiumStudio } from './podium-studio.ts';
import { email, phone } from './podium-studio.ts';
import type { WorldPodiumContact } from './podium-world.ts';

/** Makes contacts that something certain is to be found out about. */
export type PodiumRecipe = (studio: PodiumStudio) => WorldPodiumContact[];

/** As people type and import a mobile number. */
function spellings(e164: string): string[] {
  const national = `0${e164.slice(3)}`;
  const [a, b, c] = [national.slice(0, 4), national.slice(4, 7), national.slice(7)];
  return [e164, `${a} ${b} ${c}`, `(${national.slice(0, 2)}) ${national.slice(2, 6)}-${national.slice(6)}`, national];
}

/** One person, typed in four times: one name, one e-mail, one number in four spellings. */
export const fourSpellings: PodiumRecipe = (studio) => {
  const person = studio.person();
  return spellings(studio.mobile()).map((number) =>
    studio.contact(person, { channels: [phone(number), email(person.email)], conversations: [studio.uid()] }),
  );
};

/** The same name and number, and only one of the two has an address and refuses messages. */
export const sameName: PodiumRecipe = (studio) => {
  const person = studio.person();
  const number = studio.mobile();
  const [first = '', second = ''] = studio.locations.map(({ uid }) => uid);
  return [
    studio.contact(person, {
      channels: [phone(number, { marketing: [first] }), email(person.email)],
      conversations: [studio.uid()],
      tags: studio.tags.slice(0, 1).map(({ uid }) => uid),
    }),
    studio.contact(person, {
      channels: [phone(number, { optedOutAt: instant(5_000), marketing: [second] })],
      conversations: [studio.uid()],
      address: { addressLine1: '1 Example St', city: 'Sydney', state: 'NSW', postalCode: '2000', country: 'AU' },
    }),
  ];
};

/** Two people of one telephone. */
export const family: PodiumRecipe = (studio) => {
  const number = studio.mobile();
  return [studio.person(), studio.person()].map((person) =>
    studio.contact(person, { channels: [phone(number), email(person.email)] }),
  );
};

/** One person who is known in two places. */
export const acrossLocations: PodiumRecipe = (studio) => {
  const person = studio.person();
  const number = studio.mobile();
  return studio.locations
    .slice(0, 2)
    .map(({ uid }) => studio.contact(person, { channels: [phone(number), email(person.email)], locations: [uid] }));
};

/** Nobody's own: a number with extensions, and a toll-free one. */
export const switchboard: PodiumRecipe = (studio) => [
  ...[11, 12].map((extension) =>
    studio.contact(studio.person(), { channels: [phone(`(02) 5550 1234 ext. ${extension}`)] }),
  ),
  ...[1, 2].map(() => studio.contact(studio.person(), { channels: [phone('1800 160 401')] })),
];

/** What no key can be made of. */
export const noKey: PodiumRecipe = (studio) => {
  const identifiers = ['call after 5pm', '0412 345', 'n/a', '0491 570 156 / 02 5550 1234'];
  const person = studio.person();
  return [
    ...identifiers.map((one) => studio.contact(studio.person(), { channels: [phone(one)] })),
    studio.contact(person, { channels: [email(person.email)] }),
    studio.contact(studio.person(), {}),
  ];
};

/** Nobody shares anything with them. */
export const single: PodiumRecipe = (studio) => {
  const person = studio.person();
  const number = studio.mobile();
  return [
    studio.contact(person, {
      channels: [phone(number), email(person.email)],
      attributes: [{ uid: studio.uid(), label: 'company', value: 'Example Pty Ltd' }],
      conversations: [studio.uid()],
    }),
  ];
};

/** How often each is made for the sample. */
export const PODIUM_RECIPES: readonly [number, PodiumRecipe][] = [
  [6, fourSpellings],
  [5, sameName],
  [4, family],
  [4, acrossLocations],
  [1, switchboard],
  [2, noKey],
  [40, single],
];
