import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { factsOf } from '../../matching/columns/facts.ts';
import { mapColumns } from '../../matching/columns/mapping.ts';
import { readColumns } from '../../matching/host/read-columns.ts';
import { recordsOf } from '../../matching/host/records-of.ts';
import { atOnce } from '../../matching/turns.ts';
import { csvOf } from './make.ts';

const narrow = ['a', 'B', '~', 'é', '\u00ff'];
const letters = (some: readonly string[]) => fc.string({ unit: fc.constantFrom(...some), minLength: 1, maxLength: 9 });

/** Ids of records in their order. */
async function idsOf(ids: readonly string[], forPlan: boolean): Promise<string[]> {
  const read = await readColumns(
    csvInMemory(
      'contacts.csv',
      csvOf(
        'id,name',
        ids.map((id, at) => `${id},n${at}`),
      ),
    ),
  );
  const mapping = mapColumns(read.columns.map(factsOf), { fixed: { id: 'id' } });
  return [...atOnce(recordsOf(read, { mapping, file: 'contacts.csv', forPlan })).ids];
}

test('Records are in the order of their ids, unit by unit, however alike these begin, and come back as they were written', async () => {
  const alike = (some: readonly string[]) => letters(some).map((end) => `contact-${end}`);
  const ids = [narrow, [...narrow, '\u0100', '王', 'Ｋ']].map((some) => fc.oneof(letters(some), alike(some)));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(...ids.map((id) => fc.uniqueArray(id, { minLength: 1, maxLength: 40 }))),
      async (written) => {
        expect(await idsOf(written, false)).toEqual(written.toSorted());
        expect(await idsOf([...written, '', written[0] as string], true)).toEqual(
          [...written, '', written[0] as string].toSorted(),
        );
      },
    ),
    { numRuns: 50 },
  );
});
