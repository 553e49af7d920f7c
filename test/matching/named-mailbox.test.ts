import { expect, test } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, matched } from './make.ts';

const TWO: readonly (readonly [string, string, string, string, boolean])[] = [
  ['Katherine,Wolverton', 'k.wolverton@one.test', 'k.wolverton@two.test', 'the surname', false],
  ['Katherine,Wolverton', 'katherinew@one.test', 'katherinew@two.test', 'the first name', false],
  ['Katherine,Wolverton', 'katherinew71@one.test', 'katherinew71@two.test', 'the first name with a number', true],
  [
    'Katherine,Wolverton',
    'katherinew71@one.test',
    'katherinew7@two.test',
    'the first name, and a number near it',
    false,
  ],
  ['Иван,Петров', 'ivan.petrov@one.test', 'ivan.petrov@two.test', 'what may be a name in another script', false],
  ['Katherine,Wolverton', 'sunflower@one.test', 'sunflower@two.test', 'nothing of the name', true],
];
const rows = TWO.flatMap(([name, one, other], at) => [`p${at}a,${name},,${one},,,,`, `p${at}b,${name},,${other},,,,`]);
const { ids, match } = await matched(
  csvOf(CONTACT_COLUMNS.join(), [
    ...[...labelledContacts({ seed: 7, rows: 800 })].map((row) => contactCells(row).join()),
    ...rows,
  ]),
);

test.each(TWO.map(([, , , made, isWitness], at) => [made, isWitness, at] as const))(
  'Two mailboxes at two providers that are made of %s: a second witness of the name is %s',
  (_, isWitness, at) => {
    const { steps } = match.compare(ids.indexOf(`p${at}a`), ids.indexOf(`p${at}b`));
    expect(steps.some(({ field }) => field === 'email')).toBe(isWitness);
  },
);
