import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countKeys } from '../../matching/blocking/keys.ts';
import { pairsOf } from '../../matching/blocking/pairs.ts';
import { type Blocks, blockCap, pairBudget, planBlocks } from '../../matching/blocking/plan-blocks.ts';
import type { Field, FieldKind, Table } from '../../matching/records/table.ts';
import { intern, openArena, openDictionary } from '../../matching/text/dictionary.ts';
import { atOnce } from '../../matching/turns.ts';

function blocks(keys: number[], width: number): Blocks {
  const all = Int32Array.from(keys);
  return {
    rule: { name: 'some', fields: [0], width, keys: () => all },
    keys: all,
    counts: new Uint8Array(countKeys(all)),
    pairs: 0,
  };
}

function field(kind: FieldKind, texts: readonly string[]): Field {
  const dictionary = openDictionary(openArena());
  return {
    kind,
    name: kind,
    headers: [kind],
    dictionary,
    width: 1,
    values: Int32Array.from(texts, (text) => intern(dictionary, text)),
  };
}

function tableOf(fields: Field[], size: number): Table {
  return { size, fields, suffixes: new Uint8Array(size), couples: new Uint8Array(size), walls: [] };
}

test('Every pair that some rule finds comes once, with all rules that find it, also where records have several values', () => {
  const key = fc.integer({ min: -1, max: 4 });
  const one = fc.array(key, { minLength: 12, maxLength: 12 });
  // A record stands in a block once.
  const two = fc
    .array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 2 }), {
      minLength: 12,
      maxLength: 12,
    })
    .map((pairs) => pairs.flat());
  fc.assert(
    fc.property(one, two, one, (first, second, third) => {
      const taken = [blocks(first, 1), blocks(second, 2), blocks(third, 1)];
      const together = (at: number, a: number, b: number): boolean => {
        const { keys, rule } = taken[at] as Blocks;
        const of = (record: number): number[] => [...keys.slice(record * rule.width, (record + 1) * rule.width)];
        return of(a).some((one) => one >= 0 && of(b).includes(one));
      };
      const expected: string[] = [];
      for (let a = 0; a < 12; a++) {
        for (let b = a + 1; b < 12; b++) {
          const rules = [0, 1, 2].filter((at) => together(at, a, b)).reduce((mask, at) => mask | (1 << at), 0);
          if (rules > 0) expected.push(`${a} ${b} ${rules}`);
        }
      }
      const found: string[] = [];
      for (const pairs of pairsOf({ taken, records: 12, sources: undefined })) {
        for (let at = 0; at < pairs.size; at++) found.push(`${pairs.a[at]} ${pairs.b[at]} ${pairs.rules[at]}`);
      }
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 100 },
  );
});

test('Pairs come some at a time, each once, and the second time in the same order', () => {
  const [records, block] = [30_000, 20];
  const taken = [
    blocks(
      Array.from({ length: records }, (_, at) => at % (records / block)),
      1,
    ),
  ];
  const seen = (): { turns: number; done: number; pairs: string[] } => {
    const pairs: string[] = [];
    let [turns, done] = [0, 0];
    for (const some of pairsOf({ taken, records, sources: undefined })) {
      turns++;
      done = some.done;
      for (let at = 0; at < some.size; at++) pairs.push(`${some.a[at]} ${some.b[at]}`);
    }
    return { turns, done, pairs };
  };
  const first = seen();
  expect(first.turns).toBeGreaterThan(5);
  expect(first.done).toBe((records * (block - 1)) / 2);
  expect(new Set(first.pairs).size).toBe(first.done);
  expect(seen()).toEqual(first);
});

test('A block above the cap is split by what its records have besides; what stays too large is told', () => {
  const size = 300;
  const company = field('company', new Array(size).fill('acme'));
  const last = field(
    'last',
    Array.from({ length: size }, (_, at) => `name${at % 10}`),
  );
  const split = atOnce(planBlocks(tableOf([last, company], size)));
  const taken = split.taken.find(({ rule }) => rule.name === 'company');
  expect([...(taken?.counts ?? [])].every((count) => count <= blockCap(size))).toBe(true);
  expect(taken?.pairs).toBe(10 * ((30 * 29) / 2));
  const alone = atOnce(planBlocks(tableOf([company], size)));
  expect(alone.skipped).toEqual([{ rule: 'company', records: size }]);
});

test('The budget of pairs falls from twenty a row to three at a million', () => {
  expect([50_000, 100_000, 1_000_000, 5_000_000].map((size) => pairBudget(size) / size)).toEqual([20, 20, 3, 3]);
  expect([100_000, 1_000_000].map(blockCap)).toEqual([60, 30]);
});
