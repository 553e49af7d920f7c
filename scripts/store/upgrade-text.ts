import { counted } from '../../contacts/words/counted.ts';
import type { Upgraded } from './upgrade-database.ts';

/** What became of the database's schema, and who is still of before. */
export function upgradeText({ from, to, applied, older }: Upgraded): string {
  const done =
    applied.length === 0
      ? `The database is up to date: its schema is version ${to}`
      : `The database's schema is version ${to} now, it was ${from}: ${counted(applied.length, 'change')}, the last one ${applied.at(-1)}`;
  const each = older.map(({ host, pid }) => `process ${pid} on ${host}`);
  return [
    done,
    ...(each.length === 0
      ? []
      : [`Workers of an older version are up: ${each.join(', ')}. End them, and start them anew`]),
  ].join('\n');
}
