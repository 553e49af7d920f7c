import { inject } from 'vitest';
import { afterFacts } from '../../store/backups/after-image.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { AFTER, METADATA, threadPaths } from '../../store/backups/layout.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createStore } from './database.ts';
import { makeFolder } from './servers.ts';
import { smallWorld } from './small-world.ts';

export interface KeptBackups {
  database: Database;
  url: string;
  /** The place of the backups. */
  root: string;
  runId: string;
}

const MEMBERS = { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-3'] };

/** Backups of two contacts, and of what stood after their merge, made and recorded by our own store, without a run's work. */
export async function keptBackups(): Promise<KeptBackups> {
  const url = await createStore(inject('adminDatabaseUrl'));
  const database = openDatabase({ url });
  const root = makeFolder();
  const backups = fileBackups({ db: database.db, root });
  await backups.claim();
  const { world, plan } = smallWorld([{ members: MEMBERS }]);
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(database.db, { plan, org: world.org, dryRun: false, options });
  const clusterId = plan.clusters[0]?.id ?? '';
  for (const [contactId, tickets] of Object.entries(MEMBERS)) {
    const backup = await backups.open({ runId, clusterId, contactId, round: 0 });
    await backup.write(METADATA, json({ rev_user: { display_id: contactId } }));
    await backup.write('tickets.json', json({ reported: [] }));
    for (const ticket of tickets) {
      const notes = () => ({ private_messages: 1 });
      await backup.write(threadPaths(ticket).messages, json({ messages: [`Hello from ${ticket}`] }), notes);
    }
    const contact = { id: `don:${contactId}`, display_id: contactId };
    await backup.finish({ contact, tickets: { reported: tickets, created: [], owned: [] }, complete: true });
    const counts = { things: { tickets: tickets.length }, privateMessages: tickets.length };
    await database.db.transaction((tx) => backup.record(tx, counts));
  }
  const after = await backups.open({ runId, clusterId, contactId: 'REVU-1', round: 'next', afterMergeOf: 'REVU-2' });
  await after.write(METADATA, json({ rev_user: { display_id: 'REVU-1' } }));
  await after.write(AFTER, json({ relations: { reported: {} } }));
  await after.finish(afterFacts({ primary: { id: 'don:REVU-1', displayId: 'REVU-1' }, duplicate: 'REVU-2' }));
  await database.db.transaction((tx) => after.record(tx, { things: {}, privateMessages: 0 }));
  return { database, url, root, runId };
}

function json(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
