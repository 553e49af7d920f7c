import { counted } from '../../contacts/words/counted.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { openDatabase } from '../../store/database.ts';
import { lastSuccesses } from '../../store/nights/last-successes.ts';
import { lateNow } from '../../store/nights/late-schedules.ts';
import { listRuns } from '../../store/runs/list-runs.ts';
import { lateText, successLine } from '../runs/run-lines.ts';
import type { Check } from './context.ts';
import { ok, skipped, warning } from './finding.ts';

/** When each profile was gone through to the end, whether a schedule has missed two nights, and whether a run waits for somebody. */
export const nights: Check = {
  name: 'nights',
  run: async ({ database, config }) => {
    const store = await database();
    if (store.known === null) return skipped(store);
    if (store.known.schema.missing.length > 0) return ok('nothing was ever started');
    const { db, close } = openDatabase({ url: findDatabaseUrl(config), max: 1 });
    try {
      const successes = await lastSuccesses(db);
      const now = Date.now();
      const found = successes.map((one) => successLine(one, now)).join('; ') || 'no real run was ever started';
      const late = (await lateNow(db)).map(({ values }) => lateText(values));
      if (late.length > 0)
        return warning(
          `${found}; ${late.join('; ')}`,
          'see what its nights came to: npm run runs, and the worker’s log',
        );
      const waiting = (await listRuns(db)).filter(({ waitsFor }) => waitsFor !== null).length;
      if (waiting === 0) return ok(found);
      return warning(`${found}; ${counted(waiting, 'run')} waiting for a person`, 'see which: npm run runs');
    } finally {
      await close();
    }
  },
};
