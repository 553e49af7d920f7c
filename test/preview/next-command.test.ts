import { expect, test } from 'vitest';
import { nextCommand, nextOfMatched } from '../../scripts/plan/next-command.ts';

test('What is to be typed next has all that the preview was given, and can be copied to a shell as it stands', () => {
  const given = ['--csv', 'my export.csv', '--list', '--rules', "plans/Ann's.yaml", '--json'];
  expect(nextCommand({ given, out: null })).toBe(
    `npm run preview -- --csv 'my export.csv' --rules 'plans/Ann'\\''s.yaml' --out plans/plan.json`,
  );
  expect(nextCommand({ given, out: 'my plan.json' })).toBe(
    "npm run start -- --plan 'my plan.json' --dry-run --approve auto --finish --wait",
  );
});

test('A plan that a matching made is rehearsed, and a person looks at each of its clusters', () => {
  expect(nextOfMatched('plans/matched.json')).toBe(
    'npm run start -- --plan plans/matched.json --dry-run, then npm run review -- --by "your name"',
  );
});
