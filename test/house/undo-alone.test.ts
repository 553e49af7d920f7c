import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What writes of an undo look like to those who ask for them. `description.restoring` only tells what could be done. */
const MEANS = /\bcrm\.restoring\b|\{[^}]*\brestoring\b[^}]*\}\s*=|\.setFields\(|\.findByMarker\(|\.change(\?\.)?\(/;

/** Where the product writes what no merge needs. */
const PATHS = /rev-users\.create|works\.update|conversations\.update|'POST \/v4\/contacts'/;

const MAY_ASK = /^(activities\/undo\/|crm\/)/;
const MAY_WRITE = /^crm\/(devrev|podium)\/(restoring\/|paths\.ts$)/;
const NOT_THE_PRODUCT = /^(test|sandbox|samples|bench|\.ci)\//;

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
});
const product = tracked.split('\n').filter((file) => file !== '' && !NOT_THE_PRODUCT.test(file));

function filesWith(pattern: RegExp): string[] {
  return product.filter((file) => pattern.test(readFileSync(file, 'utf8')));
}

test('The paths by which a contact is made and people are put on lists stand in the files of restoring alone', () => {
  const found = filesWith(PATHS);
  expect(found).toContain('crm/devrev/restoring/create-contact.ts');
  expect(found).toContain('crm/devrev/restoring/people-lists.ts');
  expect(found).toContain('crm/podium/restoring/create-contact.ts');
  expect(found.filter((file) => !MAY_WRITE.test(file))).toEqual([]);
});

test('Nobody but the steps of undo asks a CRM to set back what a merge changed', () => {
  expect(product.length).toBeGreaterThan(500);
  expect(filesWith(MEANS).filter((file) => !MAY_ASK.test(file))).toEqual([]);
});

test.each([
  'await crm.restoring?.create({ raw, marker, fields });',
  'const { restoring } = crm;',
  'await restoring.setFields(id, fields);',
  'const page = await means.findByMarker({ marker, cursor });',
  'await relation.change?.(id, names);',
  'await change.change(id, names);',
])('That would be seen: %s', (line) => {
  expect(line).toMatch(MEANS);
});

test.each(['if (description.restoring === undefined) refuse();', 'const fields = crm.description.restoring?.fields;'])(
  'What only tells what could be done is everybody’s: %s',
  (line) => {
    expect(line).not.toMatch(MEANS);
  },
);
