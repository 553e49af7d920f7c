import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { type Persons, personsOf } from '../../matching/host/persons.ts';
import { readPersons } from '../../matching/host/persons-before.ts';

/** Person by id, as a file of the run before says it. */
async function personsFrom(
  ids: string[],
  clusters: Int32Array,
  previous: Record<string, string> | null,
): Promise<Omit<Persons, 'of'> & { of: string[] }> {
  const rows = Object.entries(previous ?? {}).map(([id, person]) => `${id},${person}\n`);
  const file = csvInMemory('clusters.csv', `id,person\n${rows.join('')}`);
  const { of, changes } = personsOf({ ids, clusters, previous: previous && (await readPersons(file)) });
  return { of: ids.map((_, record) => of(record)), changes };
}

/** `a b|c`: two clusters, by ids that are sorted. */
async function persons(clusters: string, previous: Record<string, string> | null) {
  const groups = clusters.split('|').map((group) => group.split(' '));
  const ids = groups.flat().sort();
  const lowest = Int32Array.from(ids, (id) => ids.indexOf((groups.find((group) => group.includes(id)) ?? [])[0] ?? ''));
  const { of, changes } = await personsFrom(ids, lowest, previous);
  return { of: Object.fromEntries(ids.map((id, at) => [id, of[at]])), changes };
}

test('Without a run before, a person has the lowest id of its rows', async () => {
  expect(await persons('a c|b', null)).toEqual({ of: { a: 'a', b: 'b', c: 'a' }, changes: null });
});

test('A person keeps its id when rows are added, also when its lowest row is gone', async () => {
  const { of, changes } = await persons('b c d|e', { a: 'a', b: 'a', c: 'a', e: 'e' });
  expect(of).toEqual({ b: 'a', c: 'a', d: 'a', e: 'e' });
  expect(changes).toEqual({ kept: 1, grown: 1, split: 0, united: 0, new: 0, gone: 0 });
});

test('The larger part of a person that is split keeps the id; of equal parts the one with the lowest row', async () => {
  const { of, changes } = await persons('a|b c', { a: 'a', b: 'a', c: 'a' });
  expect(of).toEqual({ a: 'a.2', b: 'a', c: 'a' });
  expect(changes).toMatchObject({ split: 1, kept: 0, new: 0 });
  expect((await persons('a b|c d', { a: 'x', b: 'x', c: 'x', d: 'x' })).of).toEqual({ a: 'x', b: 'x', c: 'c', d: 'c' });
});

test('Persons that are united have the id of whoever has most rows', async () => {
  const { of, changes } = await persons('a b c', { a: 'a', b: 'b', c: 'b' });
  expect(of).toEqual({ a: 'b', b: 'b', c: 'b' });
  expect(changes).toMatchObject({ united: 1, gone: 0 });
});

test('An id is never given to two persons, nor one of before to somebody else', async () => {
  const ids = [...'abcdefghij'];
  const cluster = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 });
  const before = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom(...ids, 'a.2'), { maxKeys: 10 });
  await fc.assert(
    fc.asyncProperty(cluster, before, async (numbers, previous) => {
      const clusters = Int32Array.from(numbers, (number) => numbers.indexOf(number));
      const { of } = await personsFrom(ids, clusters, previous);
      for (const [one, name] of of.entries()) {
        for (const [other, same] of of.entries()) expect(name === same).toBe(clusters[one] === clusters[other]);
        const members = ids.filter((_, at) => clusters[at] === clusters[one]);
        const isOld = Object.values(previous).includes(name);
        if (isOld) expect(members.some((id) => previous[id] === name)).toBe(true);
      }
    }),
  );
});

test.each([
  ['id,cluster\na,a\n', /has no columns id and person/],
  ['id,person\na,x\na,y\n', /line 3: id 'a' stands twice/],
  ['id,person\na,\n', /line 2: id or person is empty/],
])('%j is no file of persons', async (text, said) => {
  await expect(readPersons(csvInMemory('clusters.csv', text))).rejects.toThrow(said);
});
