#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: the port that it listens on, and the Temporal UI that it is told of.
import { parseArgs } from 'node:util';
import { untilSignal } from '../local/process/until-signal.ts';
import { startUiProxy } from '../local/temporal/ui-proxy.ts';
import { fail } from './cli/fail.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Shows the pages of a Temporal UI to this machine only: it answers to no other host name, and lets no page of another origin
change anything. npm run up does this by itself; docker-compose.yml runs this in front of its UI.

Usage: ./scripts/ui.ts --to URL [--port PORT] [--host ADDRESS]        npm run ui -- --to http://127.0.0.1:8080

  --to URL         where the Temporal UI is; nobody else should reach that
  --port PORT      where to listen [8233]
  --host ADDRESS   the address to listen on [127.0.0.1]; 0.0.0.0 in a container whose port is published on 127.0.0.1
  --help           this text

Exit codes: 0 ended by a signal, 2 usage, 6 the port is taken.
`;

const OPTIONS = {
  to: { type: 'string' },
  port: { type: 'string', default: '8233' },
  host: { type: 'string', default: '127.0.0.1' },
  help: { type: 'boolean' },
} as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(HELP);
  else await main(values);
} catch (error) {
  fail(error);
}

async function main({ to, port, host }: { to?: string; port: string; host: string }): Promise<void> {
  if (to === undefined || !/^http:\/\/[^/]+\/?$/.test(to) || !URL.canParse(to)) {
    throw new UsageError('--to names the Temporal UI, e.g. http://127.0.0.1:8080');
  }
  if (!/^\d{1,5}$/.test(port)) throw new UsageError(`--port is a number, not '${port}'`);
  const ended = untilSignal();
  const proxy = await startUiProxy({ target: () => to, port: Number(port), host });
  process.stdout.write(`${proxy.url}\n`);
  await ended;
  process.stderr.write('Ending these pages. Temporal and its runs go on\n');
  await proxy.close();
}
