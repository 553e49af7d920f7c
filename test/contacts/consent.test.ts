import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConsentMapping, type CustomFields, looser, strictest } from '../../contacts/rules/consent.ts';

const MAPPING: ConsentMapping[] = [
  { field: 'tnt__opt_out', optedOut: true },
  { field: 'tnt__opt_in', optedOut: false },
  { field: 'tnt__newsletter', optedOut: 'no' },
];

/** From so few values that agreement, absence and wrong types are all frequent. */
const value = fc.constantFrom<unknown>(undefined, null, '', ' ', true, false, 'no', ' NO ', 'yes', 7, ['no']);
const member: fc.Arbitrary<CustomFields> = fc.record({
  tnt__opt_out: value,
  tnt__opt_in: value,
  tnt__newsletter: value,
});
const members = fc.array(member, { minLength: 1, maxLength: 5 });

const strictOf = (of: CustomFields[]) => strictest({ mapping: MAPPING, members: of });

/** A member after what was found missing was written to it. */
const tightened = (of: CustomFields[], one: CustomFields): CustomFields => ({
  ...one,
  ...looser({ strict: strictOf(of), fields: one }),
});

test('The order of the members does not count', () => {
  const shuffled = members.chain((of) => fc.tuple(fc.constant(of), fc.shuffledSubarray(of, { minLength: of.length })));
  fc.assert(
    fc.property(shuffled, ([of, again]) => {
      expect(strictOf(again)).toEqual(strictOf(of));
    }),
  );
});

test('What is written once needs no second write, to one member or to all', () => {
  fc.assert(
    fc.property(members, ([first = {}, ...others]) => {
      const of = [first, ...others];
      const once = tightened(of, first);
      expect(looser({ strict: strictOf(of), fields: once })).toEqual({});
      expect(strictOf([once, ...others])).toEqual(strictOf(of));
      expect(strictOf(of.map((one) => tightened(of, one)))).toEqual(strictOf(of));
    }),
  );
});

test('Only the value that means "opted out" is ever written, and only to mapped fields', () => {
  fc.assert(
    fc.property(members, ([first = {}, ...others]) => {
      const written = looser({ strict: strictOf([first, ...others]), fields: first });
      for (const [field, value] of Object.entries(written)) {
        expect(MAPPING).toContainEqual({ field, optedOut: value });
        expect(first[field]).not.toBe(value);
      }
    }),
  );
});

test('Whoever opted out stays opted out, whoever else is in the cluster', () => {
  fc.assert(
    fc.property(members, ([first = {}, ...others]) => {
      const after = tightened([first, ...others], first);
      for (const { field, optedOut } of MAPPING) {
        if ([first, ...others].some((one) => one[field] === optedOut)) expect(strictOf([after])).toHaveProperty(field);
      }
    }),
  );
});

test('Another member can only add opt-outs, and a stricter one takes none away', () => {
  fc.assert(
    fc.property(members, member, (of, more) => {
      expect(strictOf([...of, more])).toMatchObject(strictOf(of));
      const stricter = of.map((one, at) => (at === 0 ? { ...one, tnt__opt_out: true } : one));
      expect(strictOf(stricter)).toMatchObject(strictOf(of));
    }),
  );
});

test.each<[string, CustomFields[], object]>([
  ['all say that they are in', [{ tnt__opt_out: false }, { tnt__opt_out: false }], {}],
  ['one is out', [{ tnt__opt_out: false }, { tnt__opt_out: true }], { tnt__opt_out: true }],
  ['one says nothing and the other is in', [{ tnt__opt_in: true }, {}], { tnt__opt_in: false }],
  ['one says nothing by a blank', [{ tnt__newsletter: 'yes' }, { tnt__newsletter: ' ' }], { tnt__newsletter: 'no' }],
  ['nobody says anything', [{}, { tnt__newsletter: null }], {}],
  ['one has a value of another type', [{ tnt__opt_out: false }, { tnt__opt_out: 'false' }], { tnt__opt_out: true }],
  ['one spells its text otherwise', [{ tnt__newsletter: 'No ' }], { tnt__newsletter: 'no' }],
])('Where %s, what is known is as strict as that', (_case, of, wanted) => {
  expect(strictOf(of)).toEqual(wanted);
});

test('A text that only differs by case or blanks is not written again', () => {
  expect(looser({ strict: { tnt__newsletter: 'no' }, fields: { tnt__newsletter: ' NO' } })).toEqual({});
});
