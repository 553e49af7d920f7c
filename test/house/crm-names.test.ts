import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { House } from '../../.ci/house.ts';

const NAMES = /devrev|podium|revu|rev_user|tnt__|TKT-|\bdon:/i;

/** Floors below `scripts/` that may name no CRM; `config/` has the CRMs' settings, `local/` and `sandbox/` practise with one. */
const MAY_NAME = ['scripts', 'config', 'local', 'temporal', 'crm', 'sandbox', 'samples'];
/** Where a CRM is at home, and migrations that are frozen. */
const AT_HOME = /^(contacts\/(profiles|strategies)|store\/migrations)\/|^crm\/connect\.ts$/;

const house = JSON.parse(readFileSync('floors.json', 'utf8')) as House;
const floors = Object.keys(house.floors).filter((floor) => !MAY_NAME.includes(floor));
const isNeutral = (file: string): boolean =>
  !AT_HOME.test(file) && (floors.some((floor) => file.startsWith(`${floor}/`)) || /^crm\/[^/]+$/.test(file));

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
const neutral = tracked.split('\n').filter(isNeutral);

test('Floors that know any CRM name none, and carry none of its ids and fields', () => {
  expect(floors).toEqual(expect.arrayContaining(['activities', 'control', 'workflows', 'store', 'pages', 'contacts']));
  expect(neutral.length).toBeGreaterThan(300);
  const found = neutral.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (NAMES.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

test('What any HTTP CRM needs imports no CRM', () => {
  const http = tracked.split('\n').filter((file) => /^crm\/http\/.*\.ts$/.test(file));
  expect(http.length).toBeGreaterThan(5);
  expect(http.filter((file) => /from '\.\.\/[a-z]+\//.test(readFileSync(file, 'utf8')))).toEqual([]);
});
