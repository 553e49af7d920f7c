import type { Config } from '../../config/env.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import type { Env } from '../../config/variables.ts';
import { namedTemporal, type TemporalTarget } from '../../temporal/named-temporal.ts';
import { findStack } from './stack-file.ts';

/** The Temporal server for a script that starts none: the one that the environment names, else the local stack's. */
export function findTemporal({ dataDir }: Pick<Config, 'dataDir'>, env: Env = process.env): TemporalTarget {
  const named = namedTemporal(env);
  if (named) return named;
  const stack = findStack(dataDir);
  const address = stack?.temporalAddress;
  if (!stack || !address) {
    throw new NotReachable(
      `No Temporal server: TEMPORAL_ADDRESS is not set and no local stack is up for '${dataDir}'`,
      { code: 'no-stack', todo: { code: 'start-stack', values: {} } },
    );
  }
  return {
    address,
    namespace: stack.namespace,
    connectionOptions: { address },
    how: `the local stack of '${dataDir}'`,
  };
}

/** The database for a script that starts none: the configured one, else the local stack's. */
export function findDatabaseUrl({ databaseUrl, dataDir }: Pick<Config, 'dataDir' | 'databaseUrl'>): string {
  const url = databaseUrl ?? findStack(dataDir)?.databaseUrl;
  if (url) return url;
  throw new NotReachable(
    `No database: neither DATABASE_URL nor POSTGRES_HOST is set and no local stack is up for '${dataDir}'`,
    { code: 'no-stack', todo: { code: 'start-stack', values: {} } },
  );
}
