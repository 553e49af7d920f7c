import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { findProfile } from '../../contacts/profiles/profiles.ts';
import { revuUser } from '../../contacts/profiles/revu-user.ts';
import { csvOf, HEADER, planOf } from './make.ts';
import { REVU_COLUMNS, revuCsv, revuPlanOf } from './revu-user.ts';

const profileOf = (csv: string) => findProfile(csvInMemory('x.csv', csv), null).then(({ name }) => name);

test('The header decides the profile, in whatever order and behind empty lines', async () => {
  expect(await profileOf(csvOf())).toBe('external-contacts');
  expect(await profileOf(`\n\n${revuCsv([], REVU_COLUMNS.toReversed())}`)).toBe('revu-user');
});

test('A header that fits no profile is measured by the one it shares most columns with', async () => {
  expect(await profileOf(REVU_COLUMNS.slice(0, 5).join(','))).toBe('revu-user');
  expect(await profileOf(HEADER.with(0, 'Mail').join(','))).toBe('external-contacts');
  expect(await profileOf('a,b,c')).toBe('external-contacts');
});

test('A profile that was named is the one, without a look at the file', async () => {
  const unread = { name: 'x.csv', open: () => expect.unreachable('it was opened') };
  expect(await findProfile(unread, revuUser)).toBe(revuUser);
  expect(await findProfile(unread, externalContacts)).toBe(externalContacts);
});

test('A named profile that does not fit is refused with the name of the one that does', async () => {
  const fits = (name: string): string => `profile ${name}; name that one with --profile ${name}, or none`;
  await expect(planOf(revuCsv([]))).rejects.toThrow(
    `contacts.csv line 1: the header does not fit profile external-contacts, but ${fits('revu-user')}`,
  );
  await expect(revuPlanOf(csvOf())).rejects.toThrow(
    `users.csv line 1: the header does not fit profile revu-user, but ${fits('external-contacts')}`,
  );
});

test('An empty file is refused as such', async () => {
  await expect(profileOf('\n')).rejects.toThrow('x.csv: is empty, expected a CSV with a header line');
});
