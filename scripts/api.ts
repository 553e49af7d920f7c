#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { parseArgs } from 'node:util';
import { serveCustomers } from '../api/serve.ts';
import { loadApiSettings } from '../config/api-settings.ts';
import { type Config, loadConfig, loadEnvFile } from '../config/env.ts';
import { printableJson, printableText } from '../contacts/words/printable.ts';
import { withoutPassword } from '../local/postgres/database-url.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { type LocalDatabase, startDatabase } from '../local/stack/database.ts';
import { followDatabase } from '../local/stack/follow-database.ts';
import { findStack } from '../local/stack/stack-file.ts';
import { EXIT, fail } from './cli/fail.ts';

const HELP = `Serves the customers API until Ctrl-C: who is in which CRM. Its pages are at /docs.
The database is DATABASE_URL or POSTGRES_*, else the local stack's (npm run up), else a Postgres of its own under
DEDUPE_DATA_DIR (.data), for as long as it runs. API_HOST and API_PORT say where it listens (127.0.0.1:8000); anywhere but
on this machine it needs API_TOKEN. See .env.example.

  npm run api
  ./scripts/api.ts --json

  --json   one line of JSON on stdout once it listens
  --help   this text

Ends with 0 on Ctrl-C, 2 when a setting is wrong or the database is another version's, 6 when the database or the port cannot be had. A Postgres of
its own that ends by itself is started again.`;

const OPTIONS = { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) console.log(HELP);
  else process.exit(await serve({ json: values.json }));
} catch (error) {
  fail(error);
}

async function serve({ json }: { json: boolean }): Promise<number> {
  loadEnvFile();
  const config = loadConfig();
  const settings = loadApiSettings();
  const signal = untilSignal().then(() => null);
  const database = await openDatabase(config);
  try {
    for (;;) {
      const { databaseUrl } = database;
      const move = database.nextMove();
      const { mayMigrate } = database;
      const server = await serveCustomers({ databaseUrl, settings, mayMigrate, logLevel: config.logLevel });
      const shown = { url: server.url, docs: `${server.url}/docs`, databaseUrl: withoutPassword(databaseUrl) };
      console.log(json ? printableJson(shown) : printableText(table(shown)));
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
