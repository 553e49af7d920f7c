import { createPeople, type Person } from '../people/people.ts';
import type { Random } from '../random.ts';
import { instant } from '../time.ts';
import type { WorldChannel, WorldLocation, WorldPodiumContact, WorldTag } from './podium-world.ts';

/** Where the people of a Podium sample come from. */
export interface PodiumStudio {
  random: Random;
  locations: WorldLocation[];
  tags: WorldTag[];
  person(): Person;
  uid(): string;
  /** Of the block that Australia keeps for invented people, in E.164: no two alike. */
  mobile(): string;
  contact(person: Person, traits: Partial<WorldPodiumContact>): WorldPodiumContact;
}

const PLACES = [
  ['Harbour Motors', 'AU'],
  ['Ridge Motors', 'AU'],
  ['Bay Motors', 'US'],
] as const;

export function createPodiumStudio(random: Random): PodiumStudio {
  const uid = (): string => uuidOf(random);
  const locations = PLACES.map(([name, country]) => ({ uid: uid(), name, country }));
  const tags = ['newsletter', 'service due', 'fleet'].map((label) => ({ uid: uid(), label }));
  let mobiles = random.int(0, 9_999);
  return {
    random,
    locations,
    tags,
    uid,
    person: createPeople(random),
    mobile: () => {
      mobiles = (mobiles + 7) % 10_000;
      return `+6149157${String(mobiles).padStart(4, '0')}`;
    },
    contact: (person, traits) => {
      const updated = random.int(10_000, 400_000);
      return {
        uid: uid(),
        name: person.name,
        channels: [],
        tags: [],
        attributes: [],
        locations: [locations[0]?.uid ?? ''],
        conversations: [],
        address: null,
        createdAt: instant(updated - 9_000),
        updatedAt: instant(updated),
        ...traits,
      };
    },
  };
}

export function phone(identifier: string, more: Partial<WorldChannel> = {}): WorldChannel {
  return { type: 'PHONE', identifier, label: null, optedOutAt: null, marketing: [], ...more };
}

export function email(identifier: string, more: Partial<WorldChannel> = {}): WorldChannel {
  return { type: 'EMAIL', identifier, label: null, optedOutAt: null, marketing: [], ...more };
}

function uuidOf(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
