#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: BACKUP_DIR or the folder that is named; DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR and the database they name, unless --offline. Changes nothing.
import { parseArgs } from 'node:util';
import { isWrong } from '../store/backups/check/check-backups.ts';
import { checkedText } from './backups/checked-words.ts';
import { verifyAll } from './backups/verify-all.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Reads every backup again, byte by byte, and says which are complete, and what is damaged, missing, extra or orphaned.

Usage: ./scripts/verify-backups.ts [--backup-dir backups/] [--run RUN] [--json]      npm run verify-backups -- …

  --backup-dir DIR   where they are (default: BACKUP_DIR)
  --run RUN          only those that this run made
  --offline          ask no store: each backup is compared with its own list alone. So it is where no store can be
                     reached. What was edited together with its list, or is gone altogether, is found with the store only
  --json             one object on stdout
  --help             this text

With the store, its digests, what it counted and what the CSV counted are compared too. A name of a backup is shown
without the e-mail in it, as a pattern that 'ls' takes.

Exit codes: 0 all complete, 2 usage or settings, 6 cannot reach Postgres, which --run needs, 7 something is not as it was written.
`;

try {
  const { values } = parseArgs({
    options: {
      'backup-dir': { type: 'string' },
      run: { type: 'string' },
      offline: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { offline, json, run = null } = values;
  if (values.help) process.stdout.write(HELP);
  else if (offline && run !== null)
    throw new UsageError('Which backups a run made is known to the store: --run, or --offline');
  else {
    const config = settings();
    const root = values['backup-dir'] ?? config.backupDir;
    const verified = await verifyAll({ config, root, run, offline, tells: !json });
    print({ json, value: verified, text: checkedText(verified) });
    process.exitCode = isWrong(verified) ? EXIT.differs : EXIT.done;
  }
} catch (error) {
  fail(error);
}
