import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { textArray } from '../../store/text-array.ts';

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('adminDatabaseUrl') });
  await client.connect();
});

afterAll(() => client.end());

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes('\u0000'));

test('Texts come back from Postgres as they were given: quotes, braces, commas, NULL as a word, nothing at all, and none', async () => {
  const given = fc.array(fc.option(text), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(given, async (values) => {
      const { rows } = await client.query('select to_json($1::text[]) as back', [textArray(values)]);
      expect(rows).toEqual([{ back: values }]);
    }),
    { numRuns: 60, examples: [[[]], [['NULL', null, '', '"{a,b}\\"', ' ', 'ß😀']]] },
  );
});
