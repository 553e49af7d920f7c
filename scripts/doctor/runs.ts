import { counted } from '../../contacts/words/counted.ts';
import { unknownRuns } from '../../control/unknown-runs.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { openDatabase } from '../../store/database.ts';
import { readEverything } from '../../store/orders/everything.ts';
import { openClient } from '../../temporal/open-client.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, skipped, warning } from './finding.ts';

/** Whether the database knows every run whose workflow goes on: one that does not is an older copy. */
export const runs: Check = {
  name: 'runs',
  run: async ({ temporal, database, config }) => {
    const [server, store] = [await temporal(), await database()];
    if (server.known === null) return skipped(server);
    if (store.known === null) return skipped(store);
    const { namespace, target } = server.known;
    if (namespace === null || store.known.schema.missing.length > 0 || store.known.home === 'other')
      return ok('nothing can be compared yet');
    const { db, close } = openDatabase({ url: findDatabaseUrl(config), max: 1 });
    const client = await openClient(target);
    try {
      const unknown = await unknownRuns({ db, config, client: async () => client });
      const { since, by } = await readEverything(db);
      if (unknown.length === 0 && since !== null)
        return warning(`all are paused by ${by} since ${since}`, 'go on with npm run resume -- --everything');
      if (unknown.length === 0) return ok('Temporal has none open that the database does not know');
      const ids = unknown.map(({ runId }) => runId).join(', ');
      const found = `${counted(unknown.length, 'open run')} that the database does not know (${ids}): it is an older copy`;
      const todo = 'put a newer dump back, or, where there is none: npm run store -- accept-older';
      return failed({ found, todo, exit: EXIT.unfinished });
    } finally {
      await client.connection.close();
      await close();
    }
  },
};
