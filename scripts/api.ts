#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { serveCustomers } from '../api/serve.ts';
import { findServer } from '../api/server-file.ts';
import { loadApiSettings } from '../config/api-settings.ts';
import { type Config, loadConfig, loadEnvFile } from '../config/env.ts';
import { printableJson, printableText } from '../contacts/words/printable.ts';
import { withoutPassword } from '../local/postgres/database-url.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { type LocalDatabase, startDatabase } from '../local/stack/database.ts';
import { followDatabase } from '../local/stack/follow-database.ts';
import { findStack } from '../local/stack/stack-file.ts';
import { deskOf } from './api/desk.ts';
import { linkText, requireTerminal } from './api/login-link.ts';
import { EXIT, fail } from './cli/fail.ts';

const HELP = `Serves the customers API until Ctrl-C: who is in which CRM. Its pages are at /docs.
The database is DATABASE_URL or POSTGRES_*, else the local stack's (npm run up), else a Postgres of its own under
DEDUPE_DATA_DIR (.data), for as long as it runs. API_HOST and API_PORT say where it listens (127.0.0.1:8000); anywhere but
on this machine it needs API_TOKEN. See .env.example.

Runs are seen to at its root, with a browser: --link prints the way in. People with a token of their own: API_TOKENS_FILE.

  npm run api
  npm run api -- --link
  ./scripts/api.ts --json

  --link   a link to log in with, on a terminal only: good once, for ten minutes. Where a server of this data folder is up, for that one
  --json   one line of JSON on stdout once it listens
  --help   this text

Ends with 0 on Ctrl-C, 2 when a setting is wrong or the database is another version's, 6 when the database or the port cannot be had. A Postgres of
its own that ends by itself is started again.`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  link: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) console.log(HELP);
  else process.exit(await serve(values));
} catch (error) {
  fail(error);
}

async function serve({ json, link }: { json: boolean; link: boolean }): Promise<number> {
  loadEnvFile();
  const config = loadConfig();
  if (link) requireTerminal();
  const there = link ? await findServer(config.dataDir) : null;
  if (there !== null) {
    console.log(printableText(linkText({ url: there, dataDir: config.dataDir })));
    return EXIT.done;
  }
  // A collection would wait for a helper thread, and with it whoever is being served, while a preview has the other processor. It is as fast without.
  setFlagsFromString('--no-parallel-scavenge');
  const settings = loadApiSettings();
  const signal = untilSignal().then(() => null);
  const database = await openDatabase(config);
  try {
    for (;;) {
      const { databaseUrl } = database;
      const move = database.nextMove();
      const { mayMigrate } = database;
      const { logLevel, dataDir } = config;
      const desk = deskOf(process.env);
      const server = await serveCustomers({ databaseUrl, settings, mayMigrate, crms: config.crms, logLevel, desk });
      const shown = { url: server.url, docs: `${server.url}/docs`, databaseUrl: withoutPassword(databaseUrl) };
      console.log(json ? printableJson(shown) : printableText(table(shown)));
      if (link) console.log(printableText(linkText({ url: server.url, dataDir })));
      const moved = await Promise.race([move, signal]);
      await server.close();
      if (moved === null) {
        console.error('Ending the customers API. Its records stay in the database');
        return EXIT.done;
      }
    }
  } finally {
    await database.stop();
  }
}

type OpenDatabase = Pick<LocalDatabase, 'databaseUrl' | 'nextMove' | 'stop'> & { mayMigrate: boolean };

/** The database that is there, else one of our own. */
async function openDatabase({ databaseUrl, dataDir }: Config): Promise<OpenDatabase> {
  const settled = { nextMove: () => new Promise(() => {}), stop: async () => {}, mayMigrate: false };
  if (databaseUrl !== null) return { databaseUrl, ...settled };
  const ofStack = findStack(dataDir)?.databaseUrl;
  if (ofStack) return Object.assign(followDatabase({ dataDir, databaseUrl: ofStack }), { mayMigrate: false });
  return Object.assign(await startDatabase({ dataDir, say: console.error }), { mayMigrate: true });
}

function table({ url, docs, databaseUrl }: Record<'url' | 'docs' | 'databaseUrl', string>): string {
  return [`API       ${url}`, `Pages     ${docs}`, `Postgres  ${databaseUrl}`, 'Up. Ctrl-C stops it.'].join('\n');
}
