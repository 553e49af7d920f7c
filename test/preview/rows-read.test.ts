import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { loadPlan } from '../../scripts/plan/load-plan.ts';
import { folderWith, runPreview } from './run-preview.ts';

test('What preview has read stands beside the plan, and goes with a run of that plan and no other', async () => {
  const cwd = folderWith({});
  const { stdout } = runPreview(['--csv', SAMPLE_CSV, '--out', 'plan.json', '--json'], { cwd });
  const { rows, rejected, withoutEmail } = JSON.parse(stdout);
  const path = join(cwd, 'plan.rows.json');
  const rules = new URL('../../rules.default.yaml', import.meta.url).pathname;
  const load = () => loadPlan({ plan: join(cwd, 'plan.json'), rules });
  const { plan, rowsRead } = await load();
  expect(rowsRead).toMatchObject({ plan: plan.digest, rows, withoutEmail });
  expect(rowsRead?.rejected.reduce((sum, one) => sum + one.rows, 0)).toBe(rejected.length);
  expect(rowsRead?.rejected.flatMap(({ lines }) => lines).sort()).toEqual(
    rejected.map(({ line }: { line: number }) => line).sort(),
  );
  writeFileSync(path, readFileSync(path, 'utf8').replace(plan.digest, 'f'.repeat(64)));
  expect((await load()).rowsRead).toBeNull();
  writeFileSync(path, 'no JSON');
  expect((await load()).rowsRead).toBeNull();
});
