import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, warning } from './finding.ts';

/** Reachable, its version, and whether its schema is ours. */
export const postgres: Check = {
  name: 'postgres',
  run: async ({ database, config }) => {
    const fact = await database();
    if (fact.known === null) return fact.finding;
    const { version, missing, newer } = fact.known;
    const { host, pathname } = new URL(findDatabaseUrl(config));
    const where = `${host}${pathname}, version ${version}`;
    if (newer > 0) {
      const found = `${where}: a newer contact-dedupe has changed its schema (${newer} unknown migrations)`;
      return failed({ found, todo: 'use the newer program, or another database', exit: EXIT.unfinished });
    }
    if (missing.length === 0) return ok(`${where}, schema up to date`);
    const found = `${where}, schema not up to date: lacks ${missing.join(', ')}`;
    return warning(found, 'nothing: the next worker or script that uses it brings it up to date');
  },
};
