import { expect, test } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { createRandom } from '../../samples/random.ts';
import { csvOf, matched } from './make.ts';

const rows = [...labelledContacts({ seed: 12, rows: 1500 })].map((row) => contactCells(row).join());
const { match } = await matched(csvOf(CONTACT_COLUMNS.join(), rows));
const random = createRandom(4);
const pick = (): number => random.int(0, 1499);
const some = Array.from({ length: 3000 }, () => [pick(), pick()] as const);
const linked = [...match.clusters.entries()].filter(([record, cluster]) => record !== cluster);

test('The steps of a pair add up to its weight exactly, of strangers, of one home and of one person', () => {
  const compared = [...some, ...linked].map(([a, b]) => match.compare(a, b));
  for (const { weight, steps } of compared) expect(steps.reduce((sum, { bits }) => sum + bits, 0)).toBe(weight);
  const beside = new Set(compared.flatMap(({ steps }) => steps.map(({ field }) => field)));
  expect([...beside]).toEqual(expect.arrayContaining(['together', 'home', 'first_name', 'phone']));
});

test('Two records give the same steps in either order', () => {
  for (const [a, b] of [...some.slice(0, 300), ...linked]) expect(match.compare(b, a)).toEqual(match.compare(a, b));
});

test('Weight and prior make the probability, and no pair that anything speaks against is in the auto band', () => {
  for (const [a, b] of linked) {
    const { weight, prior, probability } = match.compare(a, b);
    expect(probability).toBeCloseTo(1 / (1 + 2 ** -(weight + prior)), 9);
  }
  const together = [...match.auto.entries()].filter(([record, group]) => group >= 0 && group !== record);
  const against = ['two-people-named', 'first-names', 'last-names', 'dates-of-birth', 'identifiers', 'several-fields'];
  const reasons = together.map(([record, group]) => match.compare(group, record).notAuto);
  expect(reasons.filter((reason) => against.includes(reason ?? ''))).toEqual([]);
  expect(together.length).toBeGreaterThan(50);
});
