import { counted } from '../../contacts/words/counted.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { openDatabase } from '../../store/database.ts';
import { countNotices } from '../../store/nights/try-notice.ts';
import type { Check } from './context.ts';
import { ok, skipped, warning } from './finding.ts';

/** Whether word of runs that wait, pause or end reaches anybody. */
export const notify: Check = {
  name: 'notify',
  run: async ({ database, config }) => {
    if (config.notify === null) return ok('NOTIFY_URL is not set: nobody is told when a run waits, pauses or ends');
    const store = await database();
    if (store.known === null) return skipped(store);
    if (store.known.schema.missing.length > 0) return ok('nobody was told anything yet');
    const { db, close } = openDatabase({ url: findDatabaseUrl(config), max: 1 });
    try {
      const { pending, givenUp, failure } = await countNotices(db);
      const found = `${config.notify.format} to NOTIFY_URL, ${counted(pending, 'word')} to deliver`;
      const why = failure === null ? '' : ` (the last failure: ${failure})`;
      if (givenUp > 0)
        return warning(
          `${found}; ${counted(givenUp, 'word')} given up after 24 h in the last 7 days${why}`,
          'see that whoever is at NOTIFY_URL answers with 2xx within 8 s, without a redirect',
        );
      return failure === null
        ? ok(found)
        : warning(`${found}${why}`, 'nothing, if it answers again: each is tried for 24 h');
    } finally {
      await close();
    }
  },
};
