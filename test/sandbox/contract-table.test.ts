import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACT_KINDS } from '../../sandbox/devrev/faults/act.ts';
import { FAULT_KINDS } from '../../sandbox/devrev/faults/fault.ts';
import { ROUTES } from '../../sandbox/devrev/http/routes.ts';
import { DEFAULT_TOKENS } from '../../sandbox/devrev/http/tokens.ts';
import { DEFAULT_SETTINGS } from '../../sandbox/devrev/settings.ts';

const ROOT = new URL('../../', import.meta.url);

const SWITCHES: Record<string, readonly string[]> = {
  setting: Object.keys(DEFAULT_SETTINGS),
  fault: FAULT_KINDS,
  act: ACT_KINDS,
  token: Object.keys(DEFAULT_TOKENS),
  path: [...ROUTES.keys()],
};

interface Row {
  number: string;
  switches: string[];
  tests: string[];
}

function rows(): Row[] {
  const lines = readFileSync(new URL('docs/devrev-contract.md', ROOT), 'utf8').split('\n');
  const cells = lines
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, n]) => /^U?\d+$/.test(n ?? ''));
  return cells.map(([, number, , switches, tests]) => ({
    number: number ?? '',
    switches: named(switches),
    tests: named(tests).map((name) => `test/${name}.test.ts`),
  }));
}

function named(cell: string = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

test('All 27 contract tests stand in the table, each once and in order, and after them what undo asks for.', () => {
  const numbers = rows().map(({ number }) => number);
  expect(numbers.slice(0, 27)).toEqual(Array.from({ length: 27 }, (_, index) => `${index + 1}`));
  expect(numbers.slice(27)).toEqual(Array.from({ length: numbers.length - 27 }, (_, index) => `U${index + 1}`));
  expect(numbers.length).toBeGreaterThan(27 + 5);
});

test.each(rows().filter(({ number }) => number !== '27'))(
  'Number $number has switches that its tests use, and a test of our own side.',
  (row) => {
    expect(row.switches).not.toEqual([]);
    for (const file of row.tests) expect(existsSync(new URL(file, ROOT)), file).toBe(true);
    const texts = row.tests.map((file) => readFileSync(new URL(file, ROOT), 'utf8')).join('\n');
    for (const name of row.switches) {
      const [kind = '', what = ''] = name.split(' ');
      expect(SWITCHES[kind], name).toContain(what);
      expect(texts, `a test that uses ${name}`).toContain(what);
    }
    expect(row.tests.filter((file) => !file.startsWith('test/sandbox/'))).not.toEqual([]);
  },
);
