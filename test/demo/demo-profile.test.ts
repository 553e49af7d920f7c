import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../store/reports/types.ts';
import { patience } from '../support/patience.ts';
import { startDemo } from './start-demo.ts';

test('The demo of profile revu-user hands every reference over, also when a worker is killed midway', {
  timeout: patience(4 * 60_000),
}, async () => {
  const demo = startDemo('--profile', 'revu-user', '--crash');
  expect(await demo.exited, demo.said()).toEqual([0, null]);

  const [run = ''] = readdirSync(join(demo.folder, 'data/demo/reports'));
  const report = JSON.parse(readFileSync(join(demo.folder, 'data/demo/reports', run, 'report.json'), 'utf8')) as Report;
  const { externalRefs: refs, counts, clusters, profile } = report;
  expect({ profile, state: report.state }).toEqual({ profile: 'revu-user', state: 'done' });
  expect(refs.length).toBeGreaterThan(40);
  expect(refs.filter(({ done }) => !done)).toEqual([]);
  expect(refs.length).toBe(clusters.done);
  const said = demo.said();
  expect(said).toMatch(new RegExp(`References +${refs.length} of ${refs.length} changed\n`));
  expect(said).toContain(`  ${refs[0]?.primary}: ${refs[0]?.oldRef} -> ${refs[0]?.newRef} (of ${refs[0]?.from})\n`);
  expect(said).toMatch(new RegExp(`Merges applied +${counts.succeeded}\\n`));
  expect(said).toMatch(/Applied twice +0\n/);
});
