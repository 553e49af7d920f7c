import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConsentMapping,
  type CustomFields,
  looser,
  optOutWords,
  readConsent,
  strictest,
} from '../../contacts/rules/consent.ts';

const MAPPING: ConsentMapping[] = [
  { field: 'tnt__opt_out', optedOut: true },
  { field: 'tnt__opt_in', optedOut: false, channel: 'news' },
  {
    field: 'tnt__status',
    optedOut: 'no',
    optedOutWords: ['no', 'complained'],
    optedInWords: ['yes', 'subscribed'],
    channel: 'news',
  },
];

/** From so few values that agreement, absence, unknown words and wrong types are all frequent. */
const VALUES = [undefined, null, '', ' ', true, false, 'no', ' NO ', 'Complained', 'yes', 'bounced', 7, ['no']];
const value = fc.constantFrom<unknown>(...VALUES);
const member: fc.Arbitrary<CustomFields> = fc.record({ tnt__opt_out: value, tnt__opt_in: value, tnt__status: value });
const members = fc.array(member, { minLength: 1, maxLength: 5 });

const strictOf = (of: CustomFields[]) => strictest({ mapping: MAPPING, members: of });
const fieldsOut = (of: CustomFields[]): string[] => Object.keys(strictOf(of));
const toWrite = (of: CustomFields[], one: CustomFields) =>
  looser({ strict: strictOf(of), words: optOutWords(MAPPING), fields: one });

/** A member after what was found missing was written to it. */
const tightened = (of: CustomFields[], one: CustomFields): CustomFields => ({ ...one, ...toWrite(of, one) });

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
      expect(toWrite(of, once)).toEqual({});
      expect(fieldsOut([once, ...others])).toEqual(fieldsOut(of));
      expect(fieldsOut(of.map((one) => tightened(of, one)))).toEqual(fieldsOut(of));
    }),
  );
});

test('Only what reads as opted out is ever written, only to mapped fields, and never over what reads so already', () => {
  fc.assert(
    fc.property(members, ([first = {}, ...others]) => {
      const written = toWrite([first, ...others], first);
      for (const field of Object.keys(written)) {
        const mapping = MAPPING.find((one) => one.field === field) as ConsentMapping;
        expect(readConsent(mapping, written)).toBe('out');
        expect(readConsent(mapping, first)).not.toBe('out');
      }
    }),
  );
});

test('Whoever opted out stays opted out, in every field of the channel that anybody has, whoever else is in the cluster', () => {
  fc.assert(
    fc.property(members, ([first = {}, ...others]) => {
      const of = [first, ...others];
      const after = tightened(of, first);
      for (const mapping of MAPPING) {
        const siblings = MAPPING.filter((one) => one === mapping || one.channel === mapping.channel);
        const isOut = siblings.some((one) => of.some((fields) => readConsent(one, fields) === 'out'));
        const isKnown = of.some((fields) => ['in', 'out'].includes(readConsent(mapping, fields)));
        const shares = mapping.channel !== undefined || siblings.length === 1;
        if (isOut && isKnown && shares) expect(readConsent(mapping, after)).toBe('out');
      }
    }),
  );
});

test('Another member can only add opt-outs, and a stricter one takes none away', () => {
  fc.assert(
    fc.property(members, member, (of, more) => {
      expect(fieldsOut([...of, more])).toEqual(expect.arrayContaining(fieldsOut(of)));
      const stricter = of.map((one, at) => (at === 0 ? { ...one, tnt__opt_out: true } : one));
      expect(fieldsOut(stricter)).toEqual(expect.arrayContaining(fieldsOut(of)));
    }),
  );
});

test('A value that the rules have no word for decides nothing: a cluster is as it is without it', () => {
  fc.assert(
    fc.property(members, fc.constantFrom<unknown>('bounced', 'Unsubscribed (manual)', 7, ['no']), (of, unknown) => {
      const nobody = { tnt__opt_out: unknown, tnt__opt_in: unknown, tnt__status: unknown };
      expect(strictOf([...of, nobody])).toEqual(strictOf(of));
    }),
  );
});

test.each<[string, CustomFields[], object]>([
  ['all say that they are in', [{ tnt__opt_out: false }, { tnt__opt_out: false }], {}],
  ['one is out', [{ tnt__opt_out: false }, { tnt__opt_out: true }], { tnt__opt_out: true }],
  ['one says nothing and the other is in', [{ tnt__opt_in: true }, {}], { tnt__opt_in: false }],
  ['one says nothing by a blank', [{ tnt__status: 'yes' }, { tnt__status: ' ' }], { tnt__status: 'no' }],
  ['nobody says anything', [{}, { tnt__status: null }], {}],
  ['one has a value of another type', [{ tnt__opt_out: false }, { tnt__opt_out: 'false' }], {}],
  [
    'one has a word of their own for it',
    [{ tnt__status: 'yes' }, { tnt__status: 'Complained' }],
    { tnt__status: 'Complained' },
  ],
  ['two have words of their own', [{ tnt__status: 'complained' }, { tnt__status: 'No ' }], { tnt__status: 'No ' }],
  [
    'another field of the channel is out',
    [
      { tnt__opt_in: false, tnt__status: 'yes' },
      { tnt__opt_in: true, tnt__status: 'subscribed' },
    ],
    { tnt__opt_in: false, tnt__status: 'no' },
  ],
  ['another field of the channel is out, and nobody has this one', [{ tnt__opt_in: false }], { tnt__opt_in: false }],
])('Where %s, what is known is as strict as that', (_case, of, wanted) => {
  expect(strictOf(of)).toEqual(wanted);
});

test.each(['no', ' NO', 'Complained'])(
  'A text that says "opted out" in its own way, %j, is not written again',
  (own) => {
    expect(toWrite([{ tnt__status: 'no' }], { tnt__status: own })).toEqual({});
  },
);

test('Of a text field with a word for "opted out" only, every other value is unknown, never opted in', () => {
  const mapping = { field: 'tnt__s', optedOut: 'unsubscribed' };
  const hundred = Array.from({ length: 100 }, () => ({ tnt__s: 'subscribed' }));
  const others = ['complained', 'bounced', 'Unsubscribed (manual)', 'nein'].map((text) => ({ tnt__s: text }));
  const found = [...hundred, ...others].map((fields) => readConsent(mapping, fields));
  expect(new Set(found)).toEqual(new Set(['unknown']));
  expect(strictest({ mapping: [mapping], members: [...hundred, {}] })).toEqual({});
});
