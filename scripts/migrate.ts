#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR; the schema of the database they name.
import { parseArgs } from 'node:util';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { upgradeDatabase } from './store/upgrade-database.ts';
import { upgradeText } from './store/upgrade-text.ts';

const HELP = `Brings the schema of the database up to date, which others may use; 'up' and 'worker' do so too, and nobody else does.
Before: write the store into a file with the version that you have ('npm run store -- dump FILE'), then end its workers and its API.
Runs that are open stay open: they go on with the first worker of this version.

Usage: ./scripts/migrate.ts [--json]      npm run migrate

  --json     one object on stdout
  --help     this text

Exit codes: 0 it is up to date now, 2 usage or settings, or a newer version made its schema, 6 cannot reach Postgres.
`;

try {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const upgraded = await upgradeDatabase(settings());
    print({ json: values.json, value: upgraded, text: upgradeText(upgraded) });
  }
} catch (error) {
  fail(error);
}
