import type { Config } from '../../config/env.ts';
import { loadConfig, loadEnvFile } from '../../config/env.ts';
import { UsageError } from './usage-error.ts';

/** Options of every script about a run. */
export const RUN_OPTIONS = {
  run: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const RUN_HELP = `  RUN        the run's id, also as --run RUN; when left out, the open one of the organization that the settings
             name (DEVREV_ORG, else the token's), or the last one of it`;

/** The run that the command line names, or null for the open one. */
export function runNamed(named: string | undefined, positionals: string[]): string | null {
  const names = [...(named === undefined ? [] : [named]), ...positionals];
  if (names.length > 1) throw new UsageError(`Expected one run, got ${names.length}: ${names.join(' ')}`);
  return names[0] ?? null;
}

/** Who decides: every decision carries a name. */
export function requireBy(by: string | undefined): string {
  const name = by?.trim();
  if (name) return name;
  throw new UsageError('Expected --by NAME: the name of the person who decides is recorded');
}

/** The settings of the environment and of `.env`. */
export function settings(): Config {
  loadEnvFile();
  return loadConfig();
}
