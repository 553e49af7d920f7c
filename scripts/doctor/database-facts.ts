import { ConfigError } from '../../config/config-error.ts';
import type { Config } from '../../config/env.ts';
import { postgresRefused } from '../../control/postgres-refused.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { type DatabaseState, readDatabaseState } from '../../store/database-state.ts';
import { EXIT } from '../cli/fail.ts';
import { toldError } from '../cli/todo-words.ts';
import { type Fact, failed } from './finding.ts';

const TIMEOUT_MS = 5_000;

/** Connects to the database that scripts would use, and reads what it says of itself. */
export async function databaseFacts(config: Config): Promise<Fact<DatabaseState>> {
  let url = '';
  try {
    url = findDatabaseUrl(config);
    return { known: await readDatabaseState(url, TIMEOUT_MS) };
  } catch (error) {
    const known = url === '' ? error : postgresRefused(error, url);
    const exit = known instanceof ConfigError ? EXIT.usage : EXIT.unreachable;
    const found = known instanceof Error ? toldError(known) : String(known);
    const todo =
      known === error && url !== '' ? 'see DATABASE_URL or POSTGRES_*, and whether the server is well' : null;
    return { known: null, finding: failed({ found, todo, exit }), because: 'Postgres cannot be used' };
  }
}
