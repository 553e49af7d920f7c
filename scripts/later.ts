#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { decision } from './cli/decision.ts';
import { fail } from './cli/fail.ts';

await decision('later').catch(fail);
