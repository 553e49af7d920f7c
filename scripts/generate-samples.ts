#!/usr/bin/env -S node --import tsx
/** Rewrites samples/contacts_pivot.csv from the seeded generator. Takes no arguments. */
import { writeFileSync } from 'node:fs';
import { generateWorld } from '../samples/generate-world.ts';
import { SAMPLE_CSV, SAMPLE_SEED } from '../samples/sample.ts';

writeFileSync(SAMPLE_CSV, generateWorld({ seed: SAMPLE_SEED }).csv);
process.stdout.write(`Written: ${SAMPLE_CSV}\n`);
