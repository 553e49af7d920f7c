import { expect, test } from 'vitest';
import { leftovers, processesBelow } from '../local/process-tree.ts';
import { patience } from '../support/patience.ts';
import { startDemo, startDemoUnderNpm } from './start-demo.ts';

const MERGING = 'approved clusters have ended';

test('A demo killed by SIGKILL leaves no process behind', { timeout: patience(120_000) }, async () => {
  const demo = startDemo();
  await demo.untilSaid(MERGING);
  const started = processesBelow(demo.process.pid ?? 0);
  expect(started.length).toBeGreaterThan(5);
  demo.process.kill('SIGKILL');
  expect(await demo.exited).toEqual([null, 'SIGKILL']);
  expect(await leftovers(started)).toEqual([]);
});

test('A demo interrupted by Ctrl-C ends with 130 and leaves no process behind', {
  timeout: patience(120_000),
}, async () => {
  const demo = startDemo();
  await demo.untilSaid(MERGING);
  const started = processesBelow(demo.process.pid ?? 0);
  demo.process.kill('SIGINT');
  expect(await demo.exited).toEqual([130, null]);
  expect(demo.said()).toContain('Ending all that the demo has started');
  expect(await leftovers(started)).toEqual([]);
});

test('A demo whose npm was killed by SIGKILL ends with it', { timeout: patience(120_000) }, async () => {
  const demo = startDemoUnderNpm();
  await demo.untilSaid(MERGING);
  const started = processesBelow(demo.process.pid ?? 0);
  demo.process.kill('SIGKILL');
  expect(await leftovers(started, 20_000)).toEqual([]);
});
