import { fileURLToPath } from 'node:url';
import type { DeskOptions } from '../../api/desk.ts';
import type { Env } from '../../config/variables.ts';
import { SAMPLE_CSV } from '../../samples/sample.ts';

/** What the pages of runs are served with: the settings of this environment, and this program for what they start. */
export function deskOf(env: Env): DeskOptions {
  return { env, program: fileURLToPath(new URL('../cli/contact-dedupe.mjs', import.meta.url)), sample: SAMPLE_CSV };
}
