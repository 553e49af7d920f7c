import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { House } from '../../.ci/house.ts';

/** Verbs are typed by people: their floor and the pages that name them, not what lies below. */
const COMMAND_LINE = /npm run|\.\/scripts\//;
const MAY_NAME_VERBS = ['scripts', 'sandbox', 'samples'];
/** What a report's reader types next. */
const PAGES = ['pages/report/next-step-words.ts', 'pages/report/sections/stopped-section.ts'];

const house = JSON.parse(readFileSync('floors.json', 'utf8')) as House;
const floors = Object.keys(house.floors).filter((floor) => !MAY_NAME_VERBS.includes(floor));

test('What to do next is a code below the verbs: no text there has a command line', () => {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...floors], {
    encoding: 'utf8',
  });
  const files = tracked.split('\n').filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(300);
  const found = files.filter((file) => COMMAND_LINE.test(readFileSync(file, 'utf8')));
  expect(found.sort()).toEqual(PAGES);
});
