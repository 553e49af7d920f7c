import { LONGEST_TO_WRITE_MS } from '../../activities/merge/clocks.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

/** What a person says of a database that was made elsewhere. */
const WHICH = 'npm run store -- moved (it is the one, and is here now) or npm run store -- copy (the original stays)';

/** Reachable, its version, and whether its schema is ours. */
export const postgres: Check = {
  name: 'postgres',
  run: async ({ database, config }) => {
    const fact = await database();
    if (fact.known === null) return fact.finding;
    const { version, schema, home, isServerKnown } = fact.known;
    const { missing, newer } = schema;
    const { host, pathname } = new URL(findDatabaseUrl(config));
    const where = `${host}${pathname}, version ${version}`;
    if (newer > 0) {
      const found = `${where}: a newer contact-dedupe has changed its schema (${newer} unknown migrations)`;
      return failed({ found, todo: 'use the newer program, or another database', exit: EXIT.unfinished });
    }
    if (home === 'other') {
      const found = `${where}: it was made on another server or under another name, and the original may be at work`;
      return failed({ found, todo: WHICH, exit: EXIT.usage });
    }
    if (missing.length === 0 && !isServerKnown) {
      const found = `${where}, schema ${schema.version}, up to date; our role may not ask which server it is, so a copy of it may go unnoticed`;
      return warning(found, 'grant execute on function pg_control_system() to the role, as a superuser');
    }
    if (missing.length === 0) return byCommit(`${where}, schema ${schema.version}, up to date`, fact.known.commitMs);
    if (schema.isEmpty) return warning(`${where}, empty`, 'nothing: whoever uses it first makes the schema in it');
    const found = `${where}, an older version's schema: lacks ${missing.join(', ')}`;
    const todo =
      'npm run migrate (up and a worker do it too), with nothing of the older version at work on it any more';
    return failed({ found, todo, exit: EXIT.usage });
  },
};

/** A merge must leave within so long of its COMMIT: a database that takes longer lets none leave. */
export function byCommit(found: string, commitMs: number | null): Finding {
  if (commitMs === null || commitMs <= LONGEST_TO_WRITE_MS / 2) return ok(found);
  const slow = `${found}; it takes ${commitMs} ms to commit, and a merge must leave within ${LONGEST_TO_WRITE_MS} ms`;
  const todo = 'bring workers and database closer together';
  return commitMs > LONGEST_TO_WRITE_MS ? failed({ found: slow, todo, exit: EXIT.unfinished }) : warning(slow, todo);
}
