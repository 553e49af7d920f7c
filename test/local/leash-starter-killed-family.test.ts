import { expect, test } from 'vitest';
import { until } from '../../local/process/until.ts';
import { patience } from '../support/patience.ts';
import { leftovers, processesBelow } from './process-tree.ts';
import { startStarter } from './start-starter.ts';

const FAMILY = `
  const { spawn } = require('node:child_process');
  process.on('SIGTERM', () => {});
  const forever = ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"];
  spawn(process.execPath, forever);
  spawn(process.execPath, forever, { detached: true });
`;

test('what a leashed command started, also in a session of its own, ends with the starter', async () => {
  const { starter, leashed } = await startStarter(FAMILY);
  await until(() => (processesBelow(leashed.pid).length === 2 ? true : null), { timeoutMs: patience(20_000) });
  const family = [leashed, ...processesBelow(leashed.pid)];
  expect(family).toHaveLength(3);
  starter.kill('SIGKILL');
  expect(await leftovers(family)).toEqual([]);
});
