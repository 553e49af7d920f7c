import { randomBytes } from 'node:crypto';
import { ensureDatabase } from '../../local/postgres/database-url.ts';

/** A fresh database for one test file, empty or a copy of a template: its URL. It goes with the server. */
export async function createDatabase(adminUrl: string, template?: string): Promise<string> {
  return await ensureDatabase(adminUrl, `test_${randomBytes(6).toString('hex')}`, template);
}
