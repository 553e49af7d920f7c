#!/usr/bin/env -S node --import tsx
import { parseArgs } from 'node:util';
import { ConfigError } from '../config/config-error.ts';
import { loadConfig, loadEnvFile } from '../config/env.ts';
import { NotReachable } from '../local/not-reachable.ts';
import { withoutPassword } from '../local/postgres-database.ts';
import { type Stack, startStack } from '../local/stack.ts';
import { StackRunning } from '../local/stack-file.ts';
import { untilSignal } from '../local/until-signal.ts';

const HELP = `Starts the local stack and keeps it up until Ctrl-C: a Temporal dev server with its web pages, and a Postgres.
Both keep their data under DEDUPE_DATA_DIR (.data). TEMPORAL_ADDRESS or DATABASE_URL name servers of your own instead.

  npm run up
  ./scripts/up.ts --json

  --no-ui   without Temporal's web pages
  --json    one line of JSON on stdout once all is up
  --help    this text

Ends with 0 on Ctrl-C, 2 when a stack is up already or a setting is wrong, 6 when a server cannot start or is lost.`;

const OPTIONS = {
  'no-ui': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

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
    console.error(error instanceof Error ? error.message : error);
    return exitCode(error);
  }
}

async function stayUp({ ui, json }: { ui: boolean; json: boolean }): Promise<number> {
  loadEnvFile();
  const { dataDir, databaseUrl } = loadConfig();
  const signal = untilSignal().then(() => null);
  const stack = await Promise.race([startStack({ dataDir, databaseUrl, ui }), signal]);
  if (stack === null) return 130;
  console.log(json ? JSON.stringify(shown(stack, dataDir)) : table(stack, dataDir));
  const lost = await Promise.race([stack.lost, signal]);
  if (lost !== null) console.error(`${lost} ended by itself, see '${dataDir}/logs'`);
  await stack.stop();
  return lost === null ? 0 : 6;
}

function shown({ temporalAddress, namespace, uiUrl, temporalHow, databaseUrl, pgData }: Stack, dataDir: string) {
  return { temporalAddress, namespace, uiUrl, temporalHow, databaseUrl: withoutPassword(databaseUrl), pgData, dataDir };
}

function table(stack: Stack, dataDir: string): string {
  const { temporalAddress, namespace, uiUrl, temporalHow, databaseUrl, pgData } = shown(stack, dataDir);
  return [
    `Temporal  ${temporalAddress}, namespace ${namespace}: ${temporalHow}`,
    ...(uiUrl ? [`UI        ${uiUrl}/namespaces/${namespace}/workflows`] : []),
    `Postgres  ${databaseUrl}${pgData ? `: data in ${pgData}` : ''}`,
    'Up. Ctrl-C stops it.',
  ].join('\n');
}

/** Bad arguments and settings are 2; all that keeps a server from starting is 6. */
function exitCode(error: unknown): number {
  if (error instanceof StackRunning || error instanceof NotReachable) return error.exitCode;
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return error instanceof ConfigError || isUsage ? 2 : 6;
}
