#!/usr/bin/env -S node --import tsx
// Touches: DEVREV_*, TEMPORAL_*, DATABASE_URL or POSTGRES_*, DEDUPE_*, BACKUP_DIR, REPORTS_DIR, LOGS_DIR; the CRM, Temporal and Postgres they name.
import { parseArgs } from 'node:util';
import { tokensOf } from '../config/crm-settings.ts';
import { loadConfig, loadEnvFile } from '../config/env.ts';
import { findDatabaseUrl, findTemporal } from '../local/stack/connect.ts';
import { terminalLogger } from '../log/logger.ts';
import { migrateDatabase } from '../store/database.ts';
import { runWorker } from '../workers/worker.ts';
import { fail } from './cli/fail.ts';

const HELP = `Runs one more worker: it takes steps of every open run from the task queue until Ctrl-C.

Usage: npm run worker [-- --json]

  --json   print one JSON line when the worker is ready
  --help   this text

Exit codes: 0 ended by a signal, 2 usage or settings, 6 cannot reach Temporal or Postgres.
`;

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
  const databaseUrl = findDatabaseUrl(config);
  const { connectionOptions, namespace, address, how } = findTemporal(config);
  const log = terminalLogger({
    level: config.logLevel,
    secrets: tokensOf(config),
  });
  await migrateDatabase(databaseUrl);
  const onReady = (): void => {
    if (json)
      process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, taskQueue: config.taskQueue })}\n`);
    else log.info(`Worker takes steps from '${config.taskQueue}' at ${address} (${how}); Ctrl-C ends it`);
  };
  await runWorker({ config, databaseUrl, temporal: connectionOptions, namespace, log, onReady });
}
