import { expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { UsageError } from '../../scripts/cli/usage-error.ts';
import { parseStartArgs } from '../../scripts/plan/start-args.ts';

const parse = (args: string[], env = {}) => parseStartArgs(args, () => loadConfig(env, '/'));

test('start approves nothing, asks, and runs a canary of 5 unless it is told otherwise', () => {
  expect(parse(['--plan', 'p.json'])).toEqual({
    input: { plan: 'p.json', rules: expect.stringMatching(/rules.default.yaml$/) },
    preview: false,
    dryRun: false,
    approve: 'none',
    canary: 5,
    window: 20,
    limit: null,
    finish: false,
    yes: false,
    wait: false,
    json: false,
  });
});

test('the CSV is the one of CSV_INPUT_PATH where none is named', () => {
  expect(parse([], { CSV_INPUT_PATH: 'a.csv' })).toMatchObject({ input: { csv: { path: '/a.csv' } } });
  expect(parse(['--csv', 'b.csv'], { CSV_INPUT_PATH: 'a.csv' })).toMatchObject({ input: { csv: { path: 'b.csv' } } });
});

test.each([
  [[], 'Nothing to start'],
  [['--plan', 'p.json', '--csv', 'a.csv'], 'not both'],
  [['--plan', 'p.json', '--approve', 'all'], '--approve auto or --approve none'],
  [['--plan', 'p.json', '--finish'], 'give --approve auto with it'],
  [['--plan', 'p.json', '--canary', '0'], "--canary is '0'"],
  [['--plan', 'p.json', '--window', '101'], 'from 1 to 100'],
  [['--plan', 'p.json', '--limit', 'many'], "--limit is 'many'"],
  [['--csv', 'a.csv', '--profile', 'guess'], "No profile 'guess'"],
])('%j is refused', (args, words) => {
  expect(() => parse(args)).toThrow(UsageError);
  expect(() => parse(args)).toThrow(words);
});
