// A process of its own that asks Podium for a page as a worker does: says `ready`, waits for its input's end, and says how many came.
import { text } from 'node:stream/consumers';
import { loadConfig } from '../../config/env.ts';
import { createDeps } from '../../workers/create-deps.ts';

const { deps, access, close } = await createDeps({
  config: loadConfig(process.env, process.cwd()),
  databaseUrl: process.env.DATABASE_URL ?? '',
});
process.stdout.write('ready\n');
await text(process.stdin);
const page = await access.get('podium')?.crm.base?.listContacts({ cursor: null, since: null });
process.stdout.write(`${page?.contacts.length} contacts of ${deps.store.databaseId}\n`);
await close();
