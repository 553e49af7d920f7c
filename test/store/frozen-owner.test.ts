import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { createDatabase } from '../support/database.ts';

test('Postgres ends the transaction of a process that is frozen in it, so that its locks do not last for ever', async () => {
  const { db, close } = openDatabase({ url: await createDatabase(inject('adminDatabaseUrl')), max: 1 });
  try {
    const [row] = await db.execute<{ timeout: string }>(
      sql`select current_setting('idle_in_transaction_session_timeout') as timeout`,
    );
    expect(row?.timeout).toBe('15s');
  } finally {
    await close();
  }
});
