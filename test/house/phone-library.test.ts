import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { House } from '../../.ci/house.ts';

/** The one module that reads numbers, and the one that says by what. */
const READS = 'contacts/keys/phone-key.ts';
/** Its numbering plans, for numbers that are written plainly. */
const PLANS = 'contacts/keys/numbering-plans.ts';
const VERSION = 'contacts/keys/phone-version.ts';
/** Asks whether a text is a country, and reads nothing. */
const ANYWHERE = ['isSupportedCountry', 'type CountryCode'];

const NAMED = /['"`](libphonenumber-js(?:\/[^'"`\s]*)?)['"`]/g;
const IMPORT = /import (type )?\{([^}]*)\} from 'libphonenumber-js\/max';/g;

const { floors } = JSON.parse(readFileSync('floors.json', 'utf8')) as House;

test('Phones are read with the whole metadata, by one module: no file names the library otherwise', () => {
  const tracked = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', ...Object.keys(floors)],
    { encoding: 'utf8' },
  );
  const files = tracked.split('\n').filter((file) => /\.[cm]?[jt]s$/.test(file));
  const found = files.flatMap((file) => faults(file, readFileSync(file, 'utf8')));
  expect(files).toContain(READS);
  expect(found).toEqual([]);
});

test.for([
  ["import { parsePhoneNumber } from 'libphonenumber-js';", 'contacts/keys/phone-key.ts'],
  ["import parse from 'libphonenumber-js/min';", 'contacts/keys/phone-key.ts'],
  ["import parse from 'libphonenumber-js/max';", 'store/base/tables.ts'],
  ["const { parsePhoneNumber } = await import('libphonenumber-js/max');", 'store/base/tables.ts'],
  ["import { type CountryCode, parsePhoneNumber } from 'libphonenumber-js/max';", 'scripts/scan.ts'],
] as const)('What would read phones otherwise is noticed: %s in %s', ([text, file]) => {
  expect(faults(file, text)).toEqual([file]);
});

function faults(file: string, text: string): string[] {
  if (file === VERSION) return [];
  const named = [...text.matchAll(NAMED)].map(([, name]) => name);
  const imports = [...text.matchAll(IMPORT)];
  const isOnlyMax = named.every((name) => name === 'libphonenumber-js/max') && imports.length === named.length;
  const isAllowed =
    file === READS ||
    file === PLANS ||
    imports.every(([, type, names = '']) => type !== undefined || areHarmless(names));
  return isOnlyMax && isAllowed ? [] : [file];
}

function areHarmless(names: string): boolean {
  return names.split(',').every((name) => ANYWHERE.includes(name.trim()));
}
