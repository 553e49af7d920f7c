import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../store/reports/types.ts';
import { patience } from '../support/patience.ts';
import { startDemo } from './start-demo.ts';

test('The demo kills its worker in the middle of a merge, another goes on, and nothing is merged twice', {
  timeout: patience(4 * 60_000),
}, async () => {
  const demo = startDemo('--crash');
  expect(await demo.exited, demo.said()).toEqual([0, null]);

  const [run = ''] = readdirSync(join(demo.folder, 'data/demo/reports'));
  const { counts } = JSON.parse(
    readFileSync(join(demo.folder, 'data/demo/reports', run, 'report.json'), 'utf8'),
  ) as Report;
  const said = demo.said();
  expect(said).toMatch(/Worker process \d+ is dead: SIGKILL/);
  expect(said).toMatch(/answer was never seen/);
  expect(said).toMatch(/effect log says: applied/);
  expect(said).toMatch(new RegExp(`Merge requests that arrived +${counts.succeeded}\\n`));
  expect(said).toMatch(new RegExp(`Merges applied +${counts.succeeded}\\n`));
  expect(said).toMatch(new RegExp(`Distinct duplicates +${counts.succeeded}\\n`));
  expect(said).toMatch(/Applied twice +0\n/);
});
