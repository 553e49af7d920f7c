import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { folderWith, runPreview } from './run-preview.ts';

test('--out and --csv-out are written for the owner only, the plan reads back, and what comes next is its rehearsal', () => {
  const cwd = folderWith({});
  const { code, stderr } = runPreview(['--csv', SAMPLE_CSV, '--out', 'plan.json', '--csv-out', 'out.csv'], { cwd });
  expect(code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual(['out.csv', 'plan.json', 'plan.rows.json']);
  for (const name of readdirSync(cwd)) expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600);
  expect(parsePlan(readFileSync(join(cwd, 'plan.json'), 'utf8')).clusters.length).toBeGreaterThanOrEqual(120);
  expect(stderr).toContain('Next: npm run start -- --plan plan.json --dry-run --approve auto --finish --wait');
});

test('What --csv-out wrote agrees with the next preview, cluster by cluster', () => {
  const cwd = folderWith({});
  runPreview(['--csv', SAMPLE_CSV, '--csv-out', 'out.csv'], { cwd });
  const { stdout } = runPreview(['--csv', 'out.csv', '--json'], { cwd });
  const { actions, clusters } = JSON.parse(stdout);
  expect(actions).toEqual({ hasActions: true, agree: clusters.auto, disagree: [] });
});

test('A formula in the input is harmless in --csv-out and itself in the plan', () => {
  const cwd = folderWith({});
  runPreview(['--csv', SAMPLE_CSV, '--out', 'plan.json', '--csv-out', 'out.csv'], { cwd });
  expect(readFileSync(join(cwd, 'out.csv'), 'utf8')).not.toMatch(/(^|,)"?[=+\-@]/m);
  expect(readFileSync(join(cwd, 'plan.json'), 'utf8')).toContain(`"accountName":"=cmd|' /C calc'!A0"`);
});
