#!/usr/bin/env -S node --import tsx
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { decision } from './cli/decision.ts';
import { fail } from './cli/fail.ts';

await decision('reject').catch(fail);
