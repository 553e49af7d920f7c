import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { startDemo } from './start-demo.ts';

test('The demo of a contact base is let in, scans, goes through a dry run that changes nothing, shows that the CRM merges, merges what a person has approved, and proves that nobody was opted in', {
  timeout: patience(6 * 60_000),
}, async () => {
  const demo = startDemo('--crm', 'podium');
  await demo.untilSaid('The pages of runs, to look on');
  const [, pages = ''] = demo.said().match(/Log in {2}(\S+)\/login: with a link/) ?? [];
  expect((await fetch(`${pages}/`, { headers: { accept: 'text/html' } })).url).toBe(`${pages}/login?next=%2F`);
  expect(await demo.exited, demo.said()).toEqual([0, null]);
  const said = demo.said();
  expect(said).toMatch(/is complete: \d+ contacts/);
  expect(said).toMatch(/[1-9]\d* pairs would be merged/);
  expect(said).toContain("The practice Podium's own log of what was changed there: nothing.");
  expect(said).toMatch(/Merges by moving the data and deleting/);
  expect(said).toMatch(/[1-9]\d* pairs merged/);
  expect(said).toMatch(/can(not)? be taken back/);
  expect(said).toMatch(/messages to somebody who had refused them +0\n/);
  const steps = join(demo.folder, 'data/demo/podium-steps.csv');
  expect(existsSync(steps)).toBe(true);
  expect(said).toContain(readFileSync(steps, 'utf8').split('\n')[0]);
});
