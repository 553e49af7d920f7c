/** Contacts whose numbers are read otherwise now. */
export interface ChangedKeys {
  contacts: number;
  /** The first few by uid. */
  first: { uid: string; before: string[]; now: string[] }[];
}

const MOST_SHOWN = 100;

interface Compared {
  uid: string;
  before: readonly string[];
  now: readonly string[];
}

export function comparing(): { add: (compared: Compared) => void; found: () => ChangedKeys } {
  const changed: ChangedKeys = { contacts: 0, first: [] };
  return {
    add: ({ uid, ...keys }) => {
      if (areSameKeys(keys.before, keys.now)) return;
      changed.contacts++;
      changed.first.push({ uid, before: [...keys.before].sort(), now: [...keys.now].sort() });
      if (changed.first.length >= 2 * MOST_SHOWN) changed.first = firstOf(changed.first);
    },
    found: () => ({ ...changed, first: firstOf(changed.first) }),
  };
}

/** Whatever their order. */
export function areSameKeys(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join();
}

/** All of them; null where no number is read otherwise. */
export function together(all: readonly (ChangedKeys | null)[]): ChangedKeys | null {
  const some = all.filter((one): one is ChangedKeys => one !== null && one.contacts > 0);
  if (some.length === 0) return null;
  const contacts = some.reduce((sum, one) => sum + one.contacts, 0);
  return { contacts, first: firstOf(some.flatMap(({ first }) => first)) };
}

function firstOf(all: ChangedKeys['first']): ChangedKeys['first'] {
  return [...all].sort((a, b) => (a.uid < b.uid ? -1 : 1)).slice(0, MOST_SHOWN);
}
