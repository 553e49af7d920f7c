import { expect, test } from 'vitest';
import { summaryOf } from '../../matching/host/summary.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { matchText } from '../../scripts/match/match-text.ts';
import { csvOf, matched } from './make.ts';

const crowd = [...labelledContacts({ seed: 7, rows: 400 })].map((row) => contactCells(row).join());

async function textOf(rows: readonly string[]): Promise<string> {
  const found = await matched(csvOf(CONTACT_COLUMNS.join(), [...crowd, ...rows]));
  return matchText(summaryOf(found, { isPrivate: true, persons: null }), { seconds: 1, peakMiB: 1 });
}

test('Rows that nothing could match are counted with what they hold', async () => {
  const plain = await textOf([]);
  const text = await textOf(['z1,,,,,,,,Salem', 'z2,,,,,,,,Dover', 'z3,,,,,,,,']);
  expect(plain).not.toContain('with nothing that is compared');
  expect(text).toContain('1 row with nothing that is compared');
  expect(text).toMatch(/\d+ rows with city\n/);
});

test('A column whose cells do not look like what its header says is told', async () => {
  const header = 'id,first name,last name,email,date of birth';
  const rows = ['1,Anna,Smith,a@x.test,31.02.1990', '2,Bob,Jones,b@x.test,30.02.1991'];
  const text = matchText(summaryOf(await matched(csvOf(header, rows)), { isPrivate: true }), {
    seconds: 1,
    peakMiB: 1,
  });
  expect(text).toContain(
    "'date of birth' says date_of_birth, and its cells do not look like it: it is taken for other",
  );
});

test('Dates that are none are counted by their column', async () => {
  const text = await textOf([
    'z1,Anna,Wolverton,31.31.1999,a@one.test,,,,Salem',
    'z2,Olga,Marchbanks,soon,o@two.test,,,,Dover',
  ]);
  const none = (of: string): number => Number(/Dates in 'date_of_birth' that are none: (\d+)/.exec(of)?.[1]);
  expect(none(text)).toBe(none(await textOf([])) + 2);
});
