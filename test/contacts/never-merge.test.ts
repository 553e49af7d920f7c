import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { type NeverMerge, readNeverMerge } from '../../contacts/planning/never-merge.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';

function read(text: string): Promise<NeverMerge> {
  return readNeverMerge(csvInMemory('never.csv', text), externalContacts);
}

test('A pair is known from both of its contacts', async () => {
  const pair = { a: 'REVU-1', b: 'REVU-2', reason: 'two people, one inbox' };
  const pairs = await read('contact_a,contact_b,reason\n REVU-1 ,REVU-2,"two people, one inbox"\n');
  expect([...pairs]).toEqual([
    ['REVU-1', [pair]],
    ['REVU-2', [pair]],
  ]);
});

test('The reason may be left out', async () => {
  expect((await read('contact_a,contact_b\nREVU-1,REVU-2\n')).size).toBe(2);
});

test.each([
  ['a,b\n', 'line 1: the header does not fit, expected contact_a,contact_b or contact_a,contact_b,reason'],
  ['contact_a,contact_b\nREVU-1\n', 'line 2: has 1 column, expected 2'],
  ['contact_a,contact_b\nREVU-1,revu-2\n', "line 2: column 'contact_b' is 'revu-2', expected an id such as REVU-123"],
  [
    'contact_a,contact_b\nREVU-1,REVU-2\n,REVU-3\n',
    "line 3: column 'contact_a' is empty, expected an id such as REVU-123",
  ],
  ['contact_a,contact_b\nREVU-1,REVU-1\n', 'line 2: both contacts are REVU-1, expected two different ones'],
])('A file that does not say clearly whom it protects is refused: %j', async (text, message) => {
  await expect(read(text)).rejects.toThrow(`never.csv ${message}`);
});
