import { expect, test } from 'vitest';
import { consentTally, consentWord } from '../../contacts/rules/consent-values.ts';

test.each<[unknown, string]>([
  [true, 'true'],
  [' Unsubscribed (manual) ', 'Unsubscribed (manual)'],
  ['nein', 'nein'],
  ['désabonné', 'désabonné'],
  ['ada@example.com', 'unknown'],
  ['+44 20 7946 0958', 'unknown'],
  ['call 02079460958', 'unknown'],
  ['\u001b[31mred', 'unknown'],
  ['\u202egnirts', 'unknown'],
  ['a'.repeat(41), 'unknown'],
  [7, 'unknown'],
  [['no'], 'unknown'],
])('The value %j is shown as %j', (value, shown) => {
  expect(consentWord(value)).toBe(shown);
});

test('Values are counted by field, in the order of the rules, the most frequent first', () => {
  const tally = consentTally([
    { field: 'tnt__mail', optedOut: 'no', optedInWords: ['yes'] },
    { field: 'tnt__sms', optedOut: true },
  ]);
  const people = [
    { tnt__mail: 'yes', tnt__sms: true },
    { tnt__mail: 'yes' },
    { tnt__mail: 'No' },
    { tnt__mail: 'nein' },
  ];
  for (const fields of people) tally.add(fields);
  expect(tally.values()).toEqual([
    { field: 'tnt__mail', value: 'yes', reading: 'in', contacts: 2 },
    { field: 'tnt__mail', value: 'No', reading: 'out', contacts: 1 },
    { field: 'tnt__mail', value: 'nein', reading: 'unknown', contacts: 1 },
    { field: 'tnt__sms', value: '', reading: 'absent', contacts: 3 },
    { field: 'tnt__sms', value: 'true', reading: 'out', contacts: 1 },
  ]);
});
