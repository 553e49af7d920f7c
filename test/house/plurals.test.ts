import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import type { Reason } from '../../store/reasons.ts';

const NOUNS =
  'attachments|backups|bytes|calls|clusters|columns|contacts|conversations|days|decisions|duplicates|entries|files|groups|hours|lines|' +
  'members|messages|minutes|pages|pairs|people|phones|records|rounds|rows|runs|scans|spellings|tickets|times|words|workers';
/** A number, and a noun of many right behind it: wrong where the number is 1. */
const FIXED = new RegExp(`\\$\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\} (?:${NOUNS})\\b`);

/** Never of one. */
const NEVER_ONE = [
  'MAX_MEMBERS',
  'MOST_MEMBERS',
  'MOST_BYTES',
  'MOST_KEPT',
  'clusters have an id that starts with',
  'contacts have an external ref that starts with',
  'No rule left one of',
  'more spellings',
  'BASE_COLUMNS.length',
  'is in the ledger',
  'clusters of run',
  'limit} bytes',
  'cap} bytes',
  'MOST_LINE} bytes',
  'rest.length === TRAILER',
  'bytes instead of the declared',
  'leastBytes} bytes',
  'MOST_TOLD} times',
  'toFixed(1)} minutes',
];

const FLOORS = [
  'api',
  'contacts',
  'control',
  'crm',
  'local',
  'matching',
  'pages',
  'scripts',
  'store',
  'temporal',
  'workers',
];
const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...FLOORS], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path.endsWith('.ts'));

test('No text has a number with a noun of many behind it: counted says one or many', () => {
  const found = sources.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(
        (line) => FIXED.test(line) && !/counted\(|=== 1 \?/.test(line) && !NEVER_ONE.some((why) => line.includes(why)),
      )
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(sources.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

test.for(['n} pairs', 'a.b(c)} clusters left', 'list.map(({ id }) => id).length} rows'])(
  'It is noticed: %s',
  (text) => {
    expect(FIXED.test(`$\{${text}`)).toBe(true);
  },
);

const REASONS = (n: number): Reason[] => [
  { code: 'kills-worker', values: { workers: n, step: 'backUp', part: '', at: 0 } },
  { code: 'sent-too-often', values: { sends: n, most: 2 } },
  { code: 'no-connection', values: { refused: n } },
  { code: 'things-elsewhere', values: { count: n, things: 'tickets' } },
  { code: 'left-behind', values: { left: [{ how: 'named', count: n, things: 'tickets' }] } },
  { code: 'left-behind', values: { left: [{ how: 'taken-part-in', count: n, things: 'conversations' }] } },
  { code: 'canary', values: { bad: n, ended: n } },
  { code: 'brake', values: { bad: n, ended: n } },
];

test('Why something stopped is said of one as of one', () => {
  expect(REASONS(1).map(reasonWords)).toEqual([
    '1 worker was lost over it at the same place: backUp, at its beginning',
    'sent 1 time already: no more than 2',
    'unreachable: 1 connection for the merge was refused',
    '1 of the tickets is with neither of the two contacts',
    'partial: the duplicate is gone, but 1 of the tickets still names it',
    'partial: the duplicate is gone, but it still takes part in 1 of the conversations',
    'canary: 1 of 1 cluster did not end as done',
    'brake: 1 of 1 cluster was held or failed',
  ]);
});

test('And of two as of two', () => {
  expect(REASONS(2).map(reasonWords)).toEqual([
    '2 workers were lost over it at the same place: backUp, at its beginning',
    'sent 2 times already: no more than 2',
    'unreachable: 2 connections for the merge were refused',
    '2 tickets are with neither of the two contacts',
    'partial: the duplicate is gone, but 2 tickets still name it',
    'partial: the duplicate is gone, but it still takes part in 2 conversations',
    'canary: 2 of 2 clusters did not end as done',
    'brake: 2 of 2 clusters were held or failed',
  ]);
});
