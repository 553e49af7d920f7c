import { expect, test } from 'vitest';
import { parseRules } from '../../contacts/rules/rules.ts';
import { contacts, onlyCluster, RULES } from './make.ts';

const GOOD = `generic_accounts: [Upwork]
other_accounts: []
bot_names: []
cxp_prefix: user_
leave_out_emails: ['*@example.com']
`;

test('The default rules name the accounts and the bot of the owner', () => {
  expect(RULES).toMatchObject({
    genericAccounts: { names: ['Upwork'] },
    otherAccounts: { names: ['Velocity Global - OTHER'] },
    botNames: { names: ['DevRev Bot'] },
    cxpPrefix: 'user_',
  });
});

test('Other rules replace the names', () => {
  const rules = parseRules(GOOD.replace('Upwork', 'Fiverr').replace("'*@example.com'", ''), 'rules.yaml');
  const cluster = onlyCluster({ contacts: contacts({ accountName: 'fiverr' }, { accountName: 'Upwork' }), rules });
  expect(cluster).toMatchObject({ strategy: 'generic-account', primary: 'REVU-2' });
});

test.each<[string, string, string]>([
  ['[Upwork]', '[Upwork, 7]', "'generic_accounts[1]' is a number, expected text"],
  ['[Upwork]', 'Upwork', "'generic_accounts' is text, expected a list of account names"],
  ['[Upwork]', "['']", "'generic_accounts[0]' is empty, expected text"],
  ['bot_names: []\n', '', "'bot_names' is missing, expected a list of names"],
  ['bot_names', 'bots', "'bot_names' is missing, expected a list of names; unknown 'bots'"],
  ['user_', '[]', "'cxp_prefix' is a list, expected text"],
  [GOOD, '', 'is missing, expected a mapping'],
])('Where "%s" reads "%s" the file, the path and what was expected are named', (from, to, problem) => {
  expect(() => parseRules(GOOD.replace(from, to), 'rules.yaml')).toThrow(
    `rules.yaml: ${problem}; see rules.default.yaml`,
  );
});

test('Rules that map no consent are as good as rules that say so', () => {
  expect(parseRules(GOOD, 'rules.yaml').consent).toEqual([]);
  expect(parseRules(`${GOOD}consent: []\n`, 'rules.yaml').consent).toEqual([]);
  expect(RULES.consent).toEqual([]);
});

test('A consent field is mapped with the value that means "opted out"', () => {
  const consent = "consent: [{ field: tnt__out, opted_out: true }, { field: tnt__news, opted_out: 'no' }]";
  expect(parseRules(`${GOOD}${consent}\n`, 'rules.yaml').consent).toEqual([
    { field: 'tnt__out', optedOut: true },
    { field: 'tnt__news', optedOut: 'no' },
  ]);
});

test('A text field has lists of words for both, and fields may share a channel', () => {
  const both = '{ field: tnt__mail, channel: mail, opted_out: [unsubscribed, complained], opted_in: [subscribed] }';
  const flag = '{ field: tnt__flag, channel: mail, opted_out: true, opted_in: false }';
  expect(parseRules(`${GOOD}consent: [${both}, ${flag}]\n`, 'rules.yaml').consent).toEqual([
    {
      field: 'tnt__mail',
      optedOut: 'unsubscribed',
      optedOutWords: ['unsubscribed', 'complained'],
      optedInWords: ['subscribed'],
      channel: 'mail',
    },
    { field: 'tnt__flag', optedOut: true, channel: 'mail' },
  ]);
});

test.each<[string, string]>([
  ['tnt__out', "'consent' is text, expected a list of entries with 'field' and 'opted_out'"],
  ['', "'consent' is missing, expected a list of entries with 'field' and 'opted_out'"],
  ['[tnt__out]', "'consent[0]' is text, expected a mapping with 'field', 'opted_out' and, for text, 'opted_in'"],
  [
    '[{ field: tnt__out }]',
    "'consent[0].opted_out' is missing, expected true, false, text or a list of texts: what means 'opted out'",
  ],
  [
    '[{ field: tnt__out, opted_out: 1 }]',
    "'consent[0].opted_out' is a number, expected true, false, text or a list of texts: what means 'opted out'",
  ],
  [
    '[{ field: opt_out, opted_out: true }]',
    "'consent[0].field' is no custom field's name, expected one such as tnt__marketing_opt_out",
  ],
  ['[{ field: tnt__out, opted_out: true, opted_inn: false }]', "unknown 'opted_inn' in 'consent[0]'"],
  [
    '[{ field: tnt__out, opted_out: true, opted_in: true }]',
    "'consent[0].opted_in' has 'true', which 'opted_out' has too",
  ],
  [
    "[{ field: tnt__out, opted_out: true, opted_in: 'yes' }]",
    "'consent[0].opted_in' is of another kind than 'opted_out'",
  ],
  [
    '[{ field: tnt__s, opted_out: [off, No], opted_in: [on, NO] }]',
    "'consent[0].opted_in' has 'NO', which 'opted_out' has too",
  ],
  ['[{ field: tnt__a, opted_out: true }, { field: tnt__a, opted_out: false }]', "'consent' names a field twice"],
])('A consent mapping "%s" is refused with its place and what was expected', (text, problem) => {
  expect(() => parseRules(`${GOOD}consent: ${text}\n`, 'rules.yaml')).toThrow(
    `rules.yaml: ${problem}; see rules.default.yaml`,
  );
});

test('Text that is no YAML is refused with its line and column', () => {
  expect(() => parseRules(`${GOOD}cxp_prefix: again\n`, 'rules.yaml')).toThrow(
    'rules.yaml line 6, column 1: is not YAML: Map keys must be unique',
  );
});

test('A pattern that starts with a star and is not quoted is refused with what to do', () => {
  expect(() => parseRules(GOOD.replace("'*@example.com'", '*@example.com'), 'rules.yaml')).toThrow(
    "rules.yaml: has an alias that cannot be resolved; put patterns that start with '*' in quotes",
  );
});

test('A list that grows by aliases is refused', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'].reduce(
    (text, name, at) => `${text}${at === 0 ? name : `${name}: &${name} [${`*${before(name)},`.repeat(9)}]`}\n`,
    '',
  );
  expect(() => parseRules(bomb, 'rules.yaml')).toThrow(/^rules\.yaml: has an alias that cannot be resolved/);
});

function before(name: string): string {
  return String.fromCharCode(name.charCodeAt(0) - 1);
}
