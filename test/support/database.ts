import { randomBytes } from 'node:crypto';
import { ensureDatabase } from '../../local/postgres/database-url.ts';
import { query } from './query.ts';

/** A fresh database for one test file, empty or a copy of a template: its URL. It goes with the server. */
export async function createDatabase(adminUrl: string, template?: string): Promise<string> {
  return await ensureDatabase(adminUrl, `test_${randomBytes(6).toString('hex')}`, template);
}

/** Takes everything out of a database, as somebody who restores into it has done before. */
export async function emptyStore(url: string): Promise<void> {
  await query(url, 'drop schema public cascade; drop schema drizzle cascade; create schema public');
}
