import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Env } from '../config/variables.ts';

/** What `Connection.connect` and `NativeConnection.connect` both take. */
export type TemporalConnectionOptions = Pick<
  ReturnType<typeof loadClientConnectConfig>['connectionOptions'],
  'address' | 'tls' | 'apiKey' | 'metadata'
>;

/** A Temporal server to connect to. */
export interface TemporalTarget {
  address: string;
  namespace: string;
  connectionOptions: TemporalConnectionOptions;
  /** How it was found, in words. */
  how: string;
}

const NAMES = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'];

/**
 * The server that the environment names, with TLS, key and namespace as Temporal's own tools read them. Null when it
 * names none: a configuration file alone, which other projects may use, does not count.
 */
export function namedTemporal(env: Env = process.env): TemporalTarget | null {
  const name = NAMES.find((candidate) => env[candidate]);
  if (name === undefined) return null;
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
  const address = connectionOptions.address ?? '127.0.0.1:7233';
  return {
    address,
    namespace: namespace ?? 'default',
    connectionOptions: { ...connectionOptions, address },
    how: name,
  };
}
