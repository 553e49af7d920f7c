import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

test('Every place that CONTRIBUTING names for a change is there', () => {
  const text = readFileSync(new URL('CONTRIBUTING.md', ROOT), 'utf8');
  const [, table = ''] = text.split('## To change X, edit Y');
  const named = table.matchAll(/`([\w./-]+(?:\/|\.(?:ts|mjs|cjs|md|json|yaml)|\.example))`/g);
  const paths = [...named].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(25);
  expect(paths.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
});
