#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, DEVREV_*, DEDUPE_DATA_DIR; the Postgres they name, and the CRM where nobody has asked it yet whose the token is.
import { refuseEnded } from '../control/signal-run.ts';
import { makeCode } from '../store/orders/codes.ts';
import { RUN_HELP } from './cli/run-args.ts';
import { runVerb } from './cli/run-verb.ts';

const HELP = `Makes an approval code: with it one signal from the Temporal UI or its command line may approve clusters of the run, or
resume it. Without one such a signal decides nothing. approve and resume of this program need none.

Usage: ./scripts/code.ts [RUN] [--json]      npm run code -- [RUN] …

${RUN_HELP}
  --json     one object on stdout
  --help     this text

The code is printed once and kept nowhere. It is good for one signal to this run and for one hour, and takes the place of an
unused one. Send it within the signal: approve {"all": true, "by": "NAME", "code": "CODE"}, resume {"code": "CODE"}
Exit codes: 0 made, 2 usage, settings, or the run has ended, 6 cannot reach Postgres.
`;

await runVerb({
  help: HELP,
  asks: true,
  act: async ({ db, run }) => {
    refuseEnded(run);
    const { code, expiresAt } = await makeCode(db, { runId: run.id });
    return { value: { code, expiresAt: expiresAt.toISOString() }, text: code };
  },
});
