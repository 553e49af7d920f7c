import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../../contacts/input-error.ts';
import { counted } from '../../contacts/words/counted.ts';
import { Refused } from '../../control/refused.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { restoreDump, StoreNotEmpty } from '../../store/dump/restore-dump.ts';
import { writeDump } from '../../store/dump/write-dump.ts';
import { readIdentity } from '../../store/identity/identity.ts';
import { liveWorkers } from '../../store/identity/live-workers.ts';
import { say } from '../cli/print.ts';
import type { StoreCommand } from './store-command.ts';

export const dump: StoreCommand = {
  does: 'writes all of it into FILE, as it is at one instant: plans, runs, ledger, customers. The backups are files of their own',
  takes: 'FILE',
  run: async ({ config, db }, file) => {
    await readIdentity(db); // so that the file says whose it is
    if (existsSync(file))
      throw new InputError({ file, problem: 'there is a file of this name already', todo: 'name another one' });
    const { rows, sha256, bytes } = await writeDump({ url: findDatabaseUrl(config), path: resolve(file), onTable });
    const text = `${inAll(rows)} in ${file}, ${counted(bytes, 'byte')}. Keep it as you keep the backups: it holds names and addresses`;
    return { value: { file, bytes, sha256, rows }, text };
  },
};

export const restore: StoreCommand = {
  does: 'fills an empty store from FILE, which a dump has written',
  takes: 'FILE',
  run: async ({ config, db }, file) => {
    const url = findDatabaseUrl(config);
    const workers = await liveWorkers(db);
    if (workers.length > 0)
      throw new Refused(`${counted(workers.length, 'worker')} of this database may be at work: stop them first`);
    const { rows, sha256 } = await restoreDump({ url, path: file, onTable }).catch((error: unknown) => {
      if (!(error instanceof StoreNotEmpty)) throw error;
      throw new Refused(
        `${error.message}. A dump is restored only into an empty one: name a new database in DATABASE_URL`,
      );
    });
    const text = `${inAll(rows)} restored from ${file}. Before anything starts, say what this database is now: npm run store -- moved, or copy`;
    return { value: { file, sha256, rows }, text };
  },
};

function onTable(table: string): void {
  say(`  ${table}`);
}

function inAll(rows: Record<string, number>): string {
  return counted(
    Object.values(rows).reduce((sum, count) => sum + count, 0),
    'row',
  );
}
