import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { revuUser } from '../../contacts/profiles/revu-user.ts';

const PAGE = readFileSync(new URL('../../docs/contacts-csv.md', import.meta.url), 'utf8');

test.each([revuUser, externalContacts])(
  'docs/contacts-csv.md has the meaning of the columns of profile $name, and a query that gives them',
  ({ name, needed }) => {
    const [, section = ''] = PAGE.split(`## Profile ${name}\n`);
    const [table = '', query = ''] = section.split('```');
    for (const column of needed) expect(table).toContain(`\`${column}\``);
    const given = [...query.matchAll(/\bAS (?:"([^"]+)"|(\w+))|\br\.([A-Z_]+)(?=[,\n])/g)].map(
      (match) => match[1] ?? match[2] ?? match[3],
    );
    expect(given).toEqual(expect.arrayContaining([...needed]));
  },
);
