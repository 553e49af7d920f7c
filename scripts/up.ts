#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { parseArgs } from 'node:util';
import { type CustomersApi, serveCustomers } from '../api/serve.ts';
import { type ApiSettings, DEFAULT_API_PORT, loadApiSettings } from '../config/api-settings.ts';
import { ConfigError } from '../config/config-error.ts';
import { loadConfig, loadEnvFile } from '../config/env.ts';
import { NotReachable } from '../config/not-reachable.ts';
import { printableJson, printableText } from '../contacts/words/printable.ts';
import { withoutPassword } from '../local/postgres/database-url.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import type { Half } from '../local/stack/halves.ts';
import { startOnKeptPort } from '../local/stack/ports.ts';
import { type Stack, startStack } from '../local/stack/stack.ts';
import { StackRunning } from '../local/stack/stack-file.ts';
import { deskOf } from './api/desk.ts';
import { linkOrHint } from './api/login-link.ts';
import { toldError } from './cli/todo-words.ts';

const HELP = `Starts the local stack and keeps it up until Ctrl-C: a Temporal dev server with its web pages, a Postgres, and the customers
API on API_PORT (8000). The servers keep their data and their ports under DEDUPE_DATA_DIR (.data): where a port is taken, up says by whom and takes another one,
and workers follow. A server that ends by itself is started again. TEMPORAL_ADDRESS or DATABASE_URL name servers of your own instead.
A database of an older version is brought up to date.

  npm run up
  ./scripts/up.ts --json

  --no-ui   without Temporal's web pages
  --json    one line of JSON on stdout once all is up, and again where a server had to move
  --help    this text

Ends with 0 on Ctrl-C, 2 when a stack is up already or a setting is wrong, 6 when a server cannot start.`;

const OPTIONS = {
  'no-ui': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What is left is of no use alone: what to do about it. */
const LOST: Record<Half, string> = {
  Temporal:
    "Temporal's data is gone, the database is still there: its open runs are lost. A new run of the plan takes up what is left: npm run start",
  Postgres:
    'The database is gone, the workflows that belong to it are still there. Put a dump back: npm run store -- restore FILE',
};

const OPEN_HTTP =
  "This Temporal does not close its HTTP API (frontend.httpAllowedHosts): any web page that this machine's browser opens can send messages to runs. " +
  'None of them approves or sends anything without what you wrote into the store; server 1.29.1 or later closes it';

process.exit(await main());

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    return await stayUp({ ui: !values['no-ui'], json: values.json });
  } catch (error) {
    console.error(printableText(error instanceof Error ? toldError(error) : String(error)));
    return exitCode(error);
  }
}

async function stayUp({ ui, json }: { ui: boolean; json: boolean }): Promise<number> {
  loadEnvFile();
  const { dataDir, databaseUrl } = loadConfig();
  const settings = loadApiSettings();
  const signal = untilSignal().then(() => null);
  const stack = await Promise.race([startStack({ dataDir, databaseUrl, ui }), signal]);
  if (stack === null) return 130;
  try {
    for (;;) {
      const moved = await whileThere(stack, { settings, json, dataDir, signal });
      if (moved === null) {
        console.error(stopsText(dataDir));
        return 0;
      }
      console.error(`${moved} is at another address now; workers find it`);
    }
  } finally {
    await stack.stop();
  }
}

function stopsText(dataDir: string): string {
  return `Ending the servers that were started here. Their data stays in ${dataDir}: open runs go on after the next 'npm run up', with a worker`;
}

interface Standing {
  settings: ApiSettings;
  json: boolean;
  dataDir: string;
  signal: Promise<null>;
}

/** The name of a server that is at another address than before, or null after a signal. */
async function whileThere(stack: Stack, { settings, json, dataDir, signal }: Standing): Promise<string | null> {
  const move = stack.nextMove();
  const api = await serveBeside(stack, { settings, dataDir });
  try {
    const up = { ...shown(stack, dataDir), apiUrl: api.url };
    console.log(json ? printableJson(up) : printableText(table(up)));
    if (!json) console.log(printableText(linkOrHint({ url: api.url, dataDir })));
    if (!stack.httpIsClosed) console.error(OPEN_HTTP);
    if (stack.lostHalf !== null) console.error(LOST[stack.lostHalf]);
    return await Promise.race([move, signal]);
  } finally {
    await api.close();
  }
}

/** At the port that the settings name, else where it was last. */
function serveBeside(
  { databaseUrl }: Stack,
  { settings, dataDir }: Pick<Standing, 'settings' | 'dataDir'>,
): Promise<CustomersApi> {
  const { port: named } = settings;
  const place = named === DEFAULT_API_PORT ? { usual: named } : { set: named };
  return startOnKeptPort({ dataDir, say: console.error, door: 'the customers API', ...place }, (port) =>
    serveCustomers({
      databaseUrl,
      settings: { ...settings, port },
      logLevel: 'warn',
      mayMigrate: true,
      desk: deskOf(process.env),
    }),
  );
}

function shown({ temporalAddress, namespace, uiUrl, temporalHow, databaseUrl, pgData }: Stack, dataDir: string) {
  return { temporalAddress, namespace, uiUrl, temporalHow, databaseUrl: withoutPassword(databaseUrl), pgData, dataDir };
}

function table(up: ReturnType<typeof shown> & { apiUrl: string }): string {
  const { temporalAddress, namespace, uiUrl, temporalHow, databaseUrl, pgData, apiUrl } = up;
  return [
    `Temporal  ${temporalAddress}, namespace ${namespace}: ${temporalHow}`,
    ...(uiUrl ? [`UI        ${uiUrl}/namespaces/${namespace}/workflows`] : []),
    `Postgres  ${databaseUrl}${pgData ? `: data in ${pgData}` : ''}`,
    `API       ${apiUrl}: its pages are at ${apiUrl}/docs`,
    'Up. Ctrl-C stops it.',
  ].join('\n');
}

/** Bad arguments and settings are 2; all that keeps a server from starting is 6. */
function exitCode(error: unknown): number {
  if (error instanceof StackRunning || error instanceof NotReachable) return error.exitCode;
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return error instanceof ConfigError || isUsage ? 2 : 6;
}
