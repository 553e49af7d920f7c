import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { devrevContacts } from '../../contacts/profiles/devrev-contacts.ts';
import { OTHER_SYSTEMS } from '../../contacts/profiles/other-exports.ts';
import { PROFILE_NAMES, profileNamed } from '../../contacts/profiles/profiles.ts';
import { listed } from '../../contacts/words/listed.ts';

const doc = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const sorted = (names: Iterable<string>): string[] => [...names].sort();

test('docs/words.md has the rules of each profile, in the order in which they are asked', () => {
  const [, chapter = ''] = doc('words.md').split('## The rules that pick the primary');
  const told = new Map<string, string[]>();
  for (const table of chapter.split('\n\n').filter((part) => part.startsWith('| `'))) {
    const [profile = '', , ...rules] = table
      .trim()
      .split('\n')
      .map((row) => row.split('|')[1]?.trim() ?? '');
    told.set(profile.replaceAll('`', ''), rules);
  }
  expect(sorted(told.keys())).toEqual(sorted([...PROFILE_NAMES, devrevContacts.name]));
  for (const [name, rules] of told)
    expect(
      profileNamed(name)?.strategies.map((rule) => rule.name),
      name,
    ).toEqual(rules);
});

test('docs/contacts-csv.md has a chapter for each profile, with its columns, and names whose exports are refused', () => {
  const text = doc('contacts-csv.md');
  for (const name of PROFILE_NAMES) {
    const [, chapter = ''] = text.split(`## Profile ${name}\n`);
    const columns = (profileNamed(name)?.needed ?? []).filter((column) => !chapter.includes(`\`${column}\``));
    expect(columns, name).toEqual([]);
  }
  expect(text).toContain(`Exports of ${listed(OTHER_SYSTEMS)} are known`);
});
