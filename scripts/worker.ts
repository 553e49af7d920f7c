#!/usr/bin/env -S sh -c 'exec env MALLOC_ARENA_MAX=2 node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DEVREV_*, TEMPORAL_*, DATABASE_URL or POSTGRES_*, DEDUPE_*, BACKUP_DIR, REPORTS_DIR, LOGS_DIR; the CRM, Temporal and Postgres they name.
import { parseArgs } from 'node:util';
import { tokensOf } from '../config/crm-settings.ts';
import { loadConfig, loadEnvFile } from '../config/env.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { findDatabaseUrl, findTemporal } from '../local/stack/connect.ts';
import { terminalLogger } from '../log/logger.ts';
import { SCHEMA_VERSION } from '../store/schema-version.ts';
import { runWorker } from '../workers/run-worker.ts';
import type { Servers } from '../workers/watch-servers.ts';
import { fail } from './cli/fail.ts';

const HELP = `Runs one more worker: it takes steps of every open run from the task queue until Ctrl-C. Where its
servers do not answer, or the local stack is started at other addresses, it lets go of its steps and takes them again when they do.
It brings a database of an older version up to date; one of a newer version it refuses.

Usage: npm run worker [-- --json]

  --json   print one JSON line when the worker is ready
  --help   this text

Exit codes: 0 ended by a signal, 2 usage or settings, 6 cannot reach Temporal or Postgres.
`;

const STOPS =
  'Ending: steps in flight are let go. Open runs stay open, and go on with the next worker where they stand; a merge that was sent is followed to its end then';

try {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) process.stdout.write(HELP);
  else await main(values.json ?? false);
} catch (error) {
  fail(error);
}

async function main(json: boolean): Promise<void> {
  loadEnvFile();
  const config = loadConfig();
  // Asked again all the time: the local stack may be started anew, at other addresses.
  const find = (): Servers => {
    const { connectionOptions: temporal, namespace } = findTemporal(config);
    return { databaseUrl: findDatabaseUrl(config), temporal, namespace };
  };
  const { address, how } = findTemporal(config);
  const log = terminalLogger({
    level: config.logLevel,
    secrets: tokensOf(config),
    schema: SCHEMA_VERSION,
  });
  const onReady = (): void => {
    if (json)
      process.stdout.write(
        `${JSON.stringify({ ready: true, pid: process.pid, taskQueue: config.taskQueue, schema: SCHEMA_VERSION })}\n`,
      );
    else log.info(`Worker takes steps from '${config.taskQueue}' at ${address} (${how}); Ctrl-C ends it`);
  };
  // Listens before it says that it is there: whoever reads that may end it at once.
  const until = untilSignal().then(() => log.info(STOPS));
  const bundles = config.workflowBundle === null ? ', and bundles the workflows, which takes some seconds' : '';
  log.info(`Worker starts: it connects to Temporal at ${address} (${how}) and to the database${bundles}`);
  await runWorker({ config, find, until, log, onReady });
  // A connection that was given up may still be open.
  process.exit(0);
}
