import { ConfigError } from '../config/config-error.ts';
import { NotReachable } from '../config/not-reachable.ts';
import { connectionCode } from './connection-code.ts';

/** A failed connection in words, without the password: ConfigError or NotReachable; any other error as it is. */
export function postgresRefused(error: unknown, url: string): unknown {
  const code = connectionCode(error);
  if (code === null) return error;
  const { hostname, port, pathname, username } = new URL(url);
  const where = `Postgres at '${hostname}:${port || 5432}'`;
  // Postgres' own codes: 28… who may log in, 3D… which database.
  if (code.startsWith('28')) return new ConfigError(`${where} refused user '${username}' (${code}): see DATABASE_URL`);
  if (code.startsWith('3D')) {
    return new ConfigError(`${where} has no database '${pathname.slice(1)}': see DATABASE_URL`);
  }
  return new NotReachable(`Cannot reach ${where} (${code})`, {
    todo: { code: 'reach-server', values: { server: 'postgres' } },
    cause: error,
  });
}
