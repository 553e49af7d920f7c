import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAILPOINTS } from '../../activities/failpoint.ts';

/** Where writes of one kind are made in one place, the step says which it is: `failpoint(`undo.${name}.before`)`. */
const STEP = /\bfailpoint\(`(undo\.)?\$\{(name|step)\}\.(before|after)`\)/g;

test('Every failpoint has its call: a fault test that arms one without would wait in vain', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'activities'], {
    encoding: 'utf8',
  });
  const code = files
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('/failpoint.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const said = (property: string): string[] =>
    [...code.matchAll(new RegExp(`\\b${property}: '([\\w-]+)'`, 'g'))].map(([, word = '']) => word);
  const called = new Set([...code.matchAll(/\bfailpoint(?:\?\.)?\('([\w.-]+)'\)/g)].map(([, name = '']) => name));
  for (const [, prefix = '', property = '', when] of code.matchAll(STEP)) {
    for (const word of said(property)) called.add(`${prefix}${word}.${when}`);
  }
  expect(called.size).toBeGreaterThan(45);
  expect(FAILPOINTS.filter((name) => !called.has(name))).toEqual([]);
});
