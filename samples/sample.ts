import { fileURLToPath } from 'node:url';

/** The world of the demo and of the sandbox, unless told otherwise. */
export const SAMPLE_SEED = 1;

/** The committed export of that world. */
export const SAMPLE_CSV: string = fileURLToPath(new URL('contacts_pivot.csv', import.meta.url));
