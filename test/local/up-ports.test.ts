import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { testFolder } from '../support/folder.ts';
import { keepFreePorts, startUp } from './start-up.ts';

test('up keeps all its ports, and where one is taken it says by whom and takes another one', async () => {
  const config = { dataDir: testFolder(), databaseUrl: null };
  await keepFreePorts(config.dataDir);
  const begun = async () => {
    const up = await startUp(config.dataDir, '--json');
    const { temporalAddress, uiUrl, apiUrl } = JSON.parse(up.line);
    const postgres = Number(new URL(findDatabaseUrl(config)).port);
    const end = async () => {
      up.process.kill('SIGTERM');
      expect(await up.exited).toEqual([0, null]);
    };
    return { up, at: { temporalAddress, uiUrl, apiUrl, postgres }, end };
  };
  const first = await begun();
  await first.end();

  const second = await begun();
  expect(second.at).toEqual(first.at);
  expect(second.up.errors()).toBe('');
  await second.end();

  const other = createServer().listen(first.at.postgres, '127.0.0.1');
  await once(other, 'listening');
  const third = await begun();
  expect(third.at).toEqual({ ...first.at, postgres: expect.any(Number) });
  expect(third.at.postgres).not.toBe(first.at.postgres);
  expect(third.up.errors()).toContain(
    `Port ${first.at.postgres}, where Postgres would be, is taken by process ${process.pid} (`,
  );
  await third.end();
  other.close();
});
