import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { startDemo } from './start-demo.ts';

test('The demo of a contact base is let in, scans, shows clusters, goes through a dry run, and leaves the steps for a person and no change in the CRM', {
  timeout: patience(4 * 60_000),
}, async () => {
  const demo = startDemo('--crm', 'podium');
  expect(await demo.exited, demo.said()).toEqual([0, null]);
  const said = demo.said();
  expect(said).toMatch(/is complete: \d+ contacts/);
  expect(said).toMatch(/[1-9]\d* pairs would be merged/);
  expect(said).toContain("The practice Podium's own log of what was changed there: nothing.");
  const steps = join(demo.folder, 'data/demo/podium-steps.csv');
  expect(existsSync(steps)).toBe(true);
  expect(said).toContain(readFileSync(steps, 'utf8').split('\n')[0]);
});
