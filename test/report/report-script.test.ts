import { expect, inject, test } from 'vitest';
import { createStore } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { runReport } from './run-report.ts';

test('report says what to do without a database, without a run, and with arguments it does not know', async () => {
  const folder = testFolder();
  const nowhere = await runReport({ folder, env: {} });
  expect(nowhere).toMatchObject({ code: 6, stdout: '' });
  expect(nowhere.stderr).toContain('npm run up');

  const DATABASE_URL = await createStore(inject('adminDatabaseUrl'));
  const none = await runReport({ folder, env: { DATABASE_URL } });
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('There is no run yet');
  expect(await runReport({ folder, env: { DATABASE_URL } }, 'a', 'b')).toMatchObject({ code: 2 });
  expect((await runReport({ folder, env: {} }, '--help')).stdout).toContain('Exit codes');
});
