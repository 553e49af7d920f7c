import { expect, inject, onTestFinished, test } from 'vitest';
import { kindOfFailure } from '../../activities/ends/kind-of-failure.ts';
import { openDatabase } from '../../store/database.ts';
import { createStore } from '../support/database.ts';
import { query } from '../support/query.ts';

/** As Drizzle passes on what Postgres says. */
function refused(code: string): Error {
  return new Error('Failed query', { cause: Object.assign(new Error('refused'), { code }) });
}

function failed(code: string, syscall: string): Error {
  return new Error('A file', { cause: Object.assign(new Error(code), { code, syscall }) });
}

test('A disk that is full, closed or no folder stops the run; a file that is not there is our own fault, and a connection that is refused none', async () => {
  const { db, close } = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  onTestFinished(close);
  for (const code of ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'ENOTDIR', 'EIO']) {
    expect(await kindOfFailure(failed(code, 'write'), db)).toEqual({ kind: 'disk', code });
  }
  expect(await kindOfFailure(failed('EEXIST', 'mkdir'), db)).toEqual({ kind: 'disk', code: 'EEXIST' });
  expect(await kindOfFailure(failed('ENOENT', 'open'), db)).toEqual({ kind: 'own' });
  expect(await kindOfFailure(failed('EACCES', 'connect'), db)).toEqual({ kind: 'own' });
  expect(await kindOfFailure(failed('ECONNREFUSED', 'connect'), db)).toEqual({ kind: 'postgres' });
});

test('Who is to blame for a statement that Postgres refuses: the database that is away, or we; and where the schema is not ours, nobody', async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  const { db, close } = openDatabase({ url });
  onTestFinished(close);
  const kindOf = async (code: string): Promise<string> => (await kindOfFailure(refused(code), db)).kind;

  for (const code of ['08006', '28P01', '3D000', '40001', '42501', '53100', '57P01', '58030', 'XX000', '25006']) {
    expect([code, await kindOf(code)]).toEqual([code, 'postgres']);
  }
  for (const code of ['22021', '22P02', '23505', '23514', '42601', '42703', '42P01', '3F000', 'P0001']) {
    expect([code, await kindOf(code)]).toEqual([code, 'own']);
  }

  await query(url, `update drizzle.__drizzle_migrations set created_at = created_at + 1 where id = 1`);
  expect(await kindOf('42703')).toBe('postgres');
  expect(await kindOf('23514')).toBe('own');
});
