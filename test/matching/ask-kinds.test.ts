import { expect, test } from 'vitest';
import { kindsFrom } from '../../scripts/match/ask-kinds.ts';
import { csvOf, matched } from './make.ts';

const CSV = csvOf('id,name,phone,email,colour', [
  '1,Anna Smith,none,a@x.test,red',
  '2,Bob Jones,unknown,b@x.test,blue',
  '3,Eva Long,none,e@x.test,red',
]);

test('Asked is of the column whose header and cells disagree, again after a word that is no kind; the answer counts', async () => {
  const asked: string[] = [];
  const answers = ['telephone', 'company'];
  const { mapping } = await matched(CSV, {
    askKinds: (first) =>
      kindsFrom(first, {
        ask: async (question) => {
          asked.push(question);
          return answers.shift() ?? null;
        },
        isPrivate: false,
      }),
  });
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatch(/^Column 'phone' says phone, and its cells do not look like it\. It has none \| unknown\./);
  expect(mapping.map(({ kind }) => kind)).toEqual(['id', 'full_name', 'company', 'email', 'other']);
});

test('Where nothing tells who somebody is, each column that says nothing is asked about, without cells if they are private', async () => {
  const asked: string[] = [];
  const csv = csvOf('id,wibble,wobble', ['1,Anna Smith,a@x', '2,Bob Jones,b@x']);
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return ['full_name', 'identifier'][asked.length - 1] ?? '';
  };
  const { mapping } = await matched(csv, { askKinds: (first) => kindsFrom(first, { ask, isPrivate: true }) });
  expect(mapping.map(({ kind }) => kind)).toEqual(['id', 'full_name', 'identifier']);
  expect(asked.join(' ')).not.toMatch(/Anna|a@x/);
});
