#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { writeFileSync } from 'node:fs';
/** Rewrites the CSVs in samples/ from the seeded generators. Takes no arguments. */
import { printable } from '../contacts/words/printable.ts';
import { SAMPLE_SEED, SAMPLES } from '../samples/sample.ts';

for (const { csv, generate } of Object.values(SAMPLES)) {
  writeFileSync(csv, generate({ seed: SAMPLE_SEED }).csv);
  process.stdout.write(`Written: ${printable(csv)}\n`);
}
