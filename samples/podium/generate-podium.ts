import { createRandom } from '../random.ts';
import { PODIUM_RECIPES, single } from './podium-recipes.ts';
import { createPodiumStudio } from './podium-studio.ts';
import type { PodiumWorld } from './podium-world.ts';

/** The same seed makes the same people. `singles`: so many more of whom nobody shares anything. */
export function generatePodium({ seed, singles = 0 }: { seed: number; singles?: number }): PodiumWorld {
  const random = createRandom(seed);
  const studio = createPodiumStudio(random);
  const recipes = [...PODIUM_RECIPES, [singles, single] as const];
  const contacts = recipes.flatMap(([count, recipe]) => Array.from({ length: count }, () => recipe(studio)).flat());
  return { org: studio.uid(), locations: studio.locations, tags: studio.tags, contacts: random.shuffle(contacts) };
}
