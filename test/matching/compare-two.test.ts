import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanMember } from '../../contacts/plan.ts';
import { SHOWN_IN } from '../../contacts/planning/matched/shown-in.ts';
import { type Cells, compareTwo, levelNumber } from '../../matching/host/compare-two.ts';
import { labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { planOf } from './make-plan.ts';

function cellsOf({ name, fields = {} }: PlanMember): Cells {
  return { full_name: name ?? '', email: fields.email ?? '', phone: fields.phone ?? '' };
}

test('Two contacts of a plan agree field by field as closely without the file as the matching of the file said', async () => {
  const plan = await planOf({ rows: [] });
  const relied = plan.clusters.flatMap(({ members, relies = [] }) =>
    relies.flatMap(({ a, b, fields }) => {
      const [one, other] = [a, b].map((id) => members.find((member) => member.id === id));
      if (one === undefined || other === undefined) throw new Error('Expected both in the cluster');
      const whole = [one, other].every(({ name }) => name?.includes(' '));
      const { levels } = compareTwo(cellsOf(one), cellsOf(other));
      return fields
        .filter(({ field }) => SHOWN_IN[field] !== undefined)
        .map((field) => ({ whole, a, b, ...field, planned: levelNumber(field), now: levels.get(field.field) }));
    }),
  );
  expect(relied.length).toBeGreaterThan(100);
  // A single name may be the first or the last: without the file's columns nobody knows.
  expect(relied.filter(({ planned, now, whole }) => planned !== now && (whole || now !== undefined))).toEqual([]);
});

test('Two contacts in any order are compared alike, and with an equal of itself each contact agrees in all that it says', () => {
  const people = [...labelledContacts({ seed: 11, rows: 60 })];
  const cell = fc.constantFrom(...people.map(({ first, last }) => `${first} ${last}`), '', 'Ann & Bo Lee', '\0\ud800');
  const phone = fc.constantFrom('+1 202 555 0143', '2025550143', '0171 1234567; +49 30 1234', '', '1');
  const email = fc.constantFrom('a.lee@one.test', 'A.Lee@one.test', 'info@two.test', '', 'none');
  const cells = fc.record({ full_name: cell, phone, email });
  fc.assert(
    fc.property(cells, cells, (one, other) => {
      expect(compareTwo(one, other)).toEqual(compareTwo(other, one));
      const own = compareTwo(one, one);
      for (const [field, level] of own.levels) if (field !== 'first_name') expect(level).toBe(levelNumber({ field }));
    }),
    { numRuns: 200 },
  );
});

test('Other first names contradict, and so do another telephone and another e-mail together; one of the two does not', () => {
  const ann = { full_name: 'Ann Lee', email: 'ann@one.test', phone: '+1 202 555 0143' };
  expect(compareTwo(ann, { ...ann, full_name: 'Robert Lee' }).contradiction).toBe('first-names');
  expect(compareTwo(ann, { ...ann, phone: '+1 303 555 0199' }).contradiction).toBeNull();
  const both = { ...ann, phone: '+1 303 555 0199', email: 'lee@two.test' };
  expect(compareTwo(ann, both).contradiction).toBe('several-fields');
  expect(compareTwo(ann, { ...ann, full_name: 'Ann & Bo Lee' }).contradiction).toBe('two-people-named');
});

test('A level that this version does not know is no number', () => {
  expect(levelNumber({ field: 'phone' })).toBe(5);
  expect(levelNumber({ field: 'phone', level: 'one-edit' })).toBe(4);
  expect(levelNumber({ field: 'phone', level: 'heard-of' })).toBeNull();
  expect(levelNumber({ field: 'shoe_size' })).toBeNull();
});
