#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR, BACKUP_DIR, TEMPORAL_*; the database they name; `backups` writes a small file into BACKUP_DIR, `dump` the file that is named; `accept-older` asks Temporal.
import { parseArgs } from 'node:util';
import { withControl } from '../control/open-control.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { COMMANDS } from './store/commands.ts';

const HELP = `Says which database this is and where its backups are, or takes a person's word on it. A database that was moved, or is a
copy, starts nothing before somebody says which: of two that hold the same runs only one may go on with them.

Usage: ./scripts/store.ts [COMMAND] [--json]      npm run store -- [COMMAND] …

${Object.entries(COMMANDS)
  .map(([name, { does, takes = '' }]) => `  ${`${name} ${takes}`.padEnd(13)} ${does}`)
  .join('\n')}

  --json     one object on stdout
  --help     this text

Exit codes: 0 done, 2 usage or settings, 3 a file that cannot be used, 6 cannot reach Postgres or Temporal.
`;

try {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else await main(positionals, values.json);
} catch (error) {
  fail(error);
}

async function main([name = 'show', ...words]: string[], json: boolean): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`Expected one of: ${Object.keys(COMMANDS).join(', ')}`);
  const { takes } = command;
  if (words.length !== (takes ? 1 : 0)) throw new UsageError(`Expected '${name}${takes ? ` ${takes}` : ''}'`);
  const { value, text } = await withControl(settings(), (control) => command.run(control, words[0] ?? ''), {
    onlyLooks: true,
  });
  print({ json, value, text });
}
