import { fileURLToPath } from 'node:url';
import { generateRevuUsers } from './generate-revu-users.ts';
import { type GeneratedWorld, generateWorld } from './generate-world.ts';

/** The world of the demo and of the sandbox, unless told otherwise. */
export const SAMPLE_SEED = 1;

/** The committed export of that world. */
export const SAMPLE_CSV: string = pathOf('contacts_pivot.csv');

export interface Sample {
  /** The committed export. */
  csv: string;
  /** Makes it and the world it came from. */
  generate: (options: { seed: number }) => GeneratedWorld;
}

/** By the name of the profile that they are for. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'external-contacts': { csv: SAMPLE_CSV, generate: generateWorld },
  'revu-user': { csv: pathOf('revu_users.csv'), generate: generateRevuUsers },
};

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
