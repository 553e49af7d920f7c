import { withOrganizations } from '../../control/organizations.ts';
import { whoFits } from '../../control/who-fits.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { openDatabase } from '../../store/database.ts';
import { EXIT } from '../cli/fail.ts';
import { workersText } from '../status/workers-text.ts';
import type { Check, Context } from './context.ts';
import { failed, ok, skipped, warning } from './finding.ts';
import type { Poller } from './temporal-facts.ts';

/** A worker asks again at least once a minute. Temporal lists it for five minutes, also after its death. */
const FRESH_MS = 75_000;

/** Whether anybody takes steps from the task queue now. */
export const worker: Check = {
  name: 'worker',
  run: async (context) => {
    const { temporal, config } = context;
    const fact = await temporal();
    if (fact.known === null) return skipped(fact);
    const { namespace, target } = fact.known;
    const queue = `'${config.taskQueue}'`;
    if (namespace === null) {
      const because = `there is no namespace '${target.namespace}'`;
      return skipped({ because, finding: { exit: EXIT.usage } });
    }
    const now = Date.now();
    const workflows = namesOf(namespace.workflows, now - FRESH_MS);
    const both = namesOf(namespace.activities, now - FRESH_MS).filter((name) => workflows.includes(name));
    if (both.length > 0) {
      const found = `${both.length === 1 ? 'one takes' : `${both.length} take`} steps from ${queue}`;
      const missing = await organizationMissing(context);
      return missing === null ? ok(found) : warning(`${found}. ${missing}`);
    }
    const last = Math.max(0, ...[...namespace.workflows, ...namespace.activities].map(({ lastSeen }) => lastSeen));
    const gone = last === 0 ? '' : `; the last one was seen ${Math.round((now - last) / 1000)} s ago`;
    const todo = 'start one: npm run worker (or set TEMPORAL_TASK_QUEUE to the queue of those that run)';
    return failed({ found: `none takes steps from ${queue}${gone}`, todo, exit: EXIT.unreachable });
  },
};

/** That those who are up have no token of the settings' organization; null where one has, or nobody knows which one that is. */
async function organizationMissing({ config, crm, database }: Context): Promise<string | null> {
  const { known } = await database();
  if (known === null || known.schema.missing.length > 0) return null;
  const { db, close } = openDatabase({ url: findDatabaseUrl(config), max: 1 });
  try {
    const org = (await withOrganizations({ db, config, asks: false }))[crm]?.org ?? null;
    if (org === null) return null;
    const workers = await whoFits(db, { taskQueue: config.taskQueue, crm, org });
    return workers.others.length === 0 ? null : workersText(workers, { crm, org });
  } finally {
    await close();
  }
}

function namesOf(pollers: readonly Poller[], since: number): string[] {
  return pollers.filter(({ lastSeen }) => lastSeen >= since).map(({ identity }) => identity);
}
