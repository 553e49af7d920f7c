import { type ClusterSpec, type ContactSpec, clusterSpec, type Studio } from './contact-spec.ts';

/** Makes one cluster of the export of DevRev's own tables. */
export type RevuRecipe = (studio: Studio) => ClusterSpec;

/** The reference that DevRev gives by itself: the contact's own id. */
const OWN: Partial<ContactSpec> = { externalRef: '' };

/** One contact of DevRev's own, and so many that sign-ups made. */
export function oneKept(users: number): RevuRecipe {
  return (studio) => clusterSpec(studio, [OWN, ...Array.from({ length: users }, () => ({}))]);
}

/** The CSV is older than the world: it knows of one ticket less. */
export const olderCsv: RevuRecipe = (studio) => clusterSpec(studio, [OWN, { csvExtra: -1 }]);

/** Equally new users: the lowest id decides whose reference is handed over. */
export const equallyNew: RevuRecipe = (studio) =>
  clusterSpec(studio, [OWN, { updatedAt: 120_000 }, { updatedAt: 120_000 }]);

export const twoOwn: RevuRecipe = (studio) => clusterSpec(studio, [OWN, OWN, {}]);

export const noneOwn: RevuRecipe = (studio) => clusterSpec(studio, [{}, {}]);

/** What a sample has of each: most are sure, some a person must look at. */
export const REVU_RECIPES: [number, RevuRecipe][] = [
  [28, oneKept(1)],
  [9, oneKept(2)],
  [2, oneKept(3)],
  [1, oneKept(5)],
  [3, olderCsv],
  [2, equallyNew],
  [5, twoOwn],
  [5, noneOwn],
  [1, oneKept(10)],
];
