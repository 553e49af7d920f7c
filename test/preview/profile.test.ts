import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLES } from '../../samples/sample.ts';
import { folderWith, runPreview } from './run-preview.ts';

const CSV = SAMPLES['revu-user']?.csv ?? '';

test('The header decides the profile of a preview, and what it writes back can be read again', () => {
  const cwd = folderWith({});
  const first = runPreview(['--csv', CSV, '--json', '--csv-out', 'out.csv', '--out', 'plan.json'], { cwd });
  expect(first.code).toBe(0);
  const counts = JSON.parse(first.stdout);
  expect(counts).toMatchObject({ profile: 'revu-user', strategies: [{ strategy: 'revu-ref' }, {}] });
  expect(JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'))).toMatchObject({ profile: 'revu-user' });
  const out = readFileSync(join(cwd, 'out.csv'), 'utf8');
  expect(out).toMatch(/,user_[a-z0-9]+,.*,Merge,revu-ref$/m);
  expect(out).toMatch(/,crm-4711,.*,Rejected,$/m);
  const again = runPreview(['--csv', 'out.csv', '--json'], { cwd });
  const rules = JSON.parse(again.stdout).actions;
  expect(rules).toMatchObject({ hasActions: true, agree: counts.clusters.auto });
});

test('A profile that does not fit exits 3 and names the one that does; an unknown one exits 2', () => {
  const wrong = runPreview(['--csv', CSV, '--profile', 'external-contacts']);
  expect(wrong).toMatchObject({ code: 3, stdout: '' });
  expect(wrong.stderr).toBe(
    'revu_users.csv line 1: the header does not fit profile external-contacts, but profile revu-user; name that one with --profile revu-user, or none\n',
  );
  const unknown = runPreview(['--csv', CSV, '--profile', 'revu']);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('external-contacts, revu-user') });
});
