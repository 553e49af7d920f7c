import { randomUUID } from 'node:crypto';
import { email, phone } from '../../samples/podium/podium-studio.ts';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';

export const LOCATIONS = ['Harbour Motors', 'Ridge Motors', 'Bay Motors'].map((name) => ({
  uid: randomUUID(),
  name,
  country: 'AU',
}));
export const [HARBOUR = '', RIDGE = '', BAY = ''] = LOCATIONS.map(({ uid }) => uid);
export const TAGS = ['newsletter', 'fleet'].map((label) => ({ uid: randomUUID(), label }));
export const [NEWSLETTER = '', FLEET = ''] = TAGS.map(({ uid }) => uid);

export const REFUSED = '2025-06-01T08:00:00.000Z';

let count = 0;

/** A number that nobody else in this process has. */
export function mobile(): string {
  count += 1;
  return `+6149157${String(count).padStart(4, '0')}`;
}

/** A contact with a conversation of its own, at the first place. */
export function contact(traits: Partial<WorldPodiumContact>): WorldPodiumContact {
  return {
    uid: randomUUID(),
    name: 'Pat Example',
    channels: [],
    tags: [],
    attributes: [],
    locations: [HARBOUR],
    conversations: [randomUUID()],
    address: null,
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: '2025-02-01T00:00:00.000Z',
    ...traits,
  };
}

export { email, phone };
