import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsOfTable } from './house-table.ts';

const [, after = ''] = readFileSync('docs/architecture.md', 'utf8').split('## The house\n');
const [table = ''] = after.split('`floors.json` is');
const listed = ['ls-files', '--cached', '--others', '--exclude-standard'];
const files = execFileSync('git', listed, { encoding: 'utf8' }).split('\n');

test('The table of the house names every folder that is there, and none that is not', () => {
  expect(table.split('\n').length).toBeGreaterThan(15);
  expect(faultsOfTable(table, files)).toEqual([]);
});

test('A folder that it does not name is noticed, at the top and one level below, and a name whose folder is gone', () => {
  const small = '| Folder | What |\n| --- | --- |\n| `store/` | rows: `runs/ old/` |\n| `log/`, `test/` | others |';
  expect(faultsOfTable(small, ['log/a.ts', 'store/runs/a.ts', 'test/unit/a.test.ts'])).toEqual([
    'There is no store/old/',
  ]);
  expect(faultsOfTable(small, ['store/runs/a.ts', 'store/old/a.ts', 'store/rate/a.ts', 'api/a.ts'])).toEqual([
    'There is no log/',
    'There is no test/',
    'The table does not name api/',
    'The table does not name store/rate/',
  ]);
});
