import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forced } from '../../matching/clusters/forced.ts';
import type { Decision, DecisionWord } from '../../matching/host/decisions-file.ts';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';
import { NO_MAP } from '../../matching/host/read-map.ts';
import { summaryOf } from '../../matching/host/summary.ts';
import { isWalled } from '../../matching/records/table.ts';
import { atOnce } from '../../matching/turns.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, groupsOf, matched } from './make.ts';

const HEADER = CONTACT_COLUMNS.join();
const crowd = [...labelledContacts({ seed: 7, rows: 400 })].map((row) => contactCells(row).join());
const KATE = [
  'p1,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem',
  'p2,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,202 555 0143,,77 Birch St,Salem',
];
const OTHER = 'q1,Olga,Marchbanks,1950-01-09,olga@post.test,+1 303 555 0188,,5 Cedar Road,Dover';

const said = (a: string, b: string, word: DecisionWord, hashes: Partial<Decision> = {}): Decision => ({
  line: 2,
  a,
  b,
  word,
  hashA: '',
  hashB: '',
  ...hashes,
});

async function withWords(rows: readonly string[], ...decisions: Decision[]): Promise<MatchedCsv> {
  return matched(csvOf(HEADER, [...crowd, ...rows]), { decisions });
}

const groupWith = (found: MatchedCsv, id: string, which: 'clusters' | 'auto' = 'clusters'): string[] =>
  groupsOf(found, which).find((group) => group.includes(id)) ?? [];

test('`never` keeps two apart that are equal in all the rest, also through a third', async () => {
  const third = KATE[0]?.replace('p1', 'p3') ?? '';
  const found = await withWords([...KATE, third], said('p1', 'p2', 'never'));
  const groups = groupsOf(found, 'clusters').filter((group) => group.includes('p1') && group.includes('p2'));
  expect(groups).toEqual([]);
  expect(found.match.between(found.ids.indexOf('p1'), found.ids.indexOf('p2'))?.wall?.by).toEqual({ by: 'word' });
});

test('`merge` brings two together that have nothing in common, in review and never in the auto band', async () => {
  const alone = await withWords([...KATE, OTHER]);
  expect(groupWith(alone, 'q1')).toEqual([]);
  expect(groupWith(alone, 'p1', 'auto')).toEqual(['p1', 'p2']);
  const found = await withWords([...KATE, OTHER], said('p1', 'q1', 'merge'));
  expect(groupWith(found, 'q1')).toEqual(['p1', 'p2', 'q1']);
  expect(groupWith(found, 'p1', 'auto')).toEqual([]);
  expect(found.match.notAuto(found.ids.indexOf('p1'), found.ids.indexOf('p2'))).toBe('by-word');
});

test('`merge` of two that the auto band has together changes nothing', async () => {
  const found = await withWords(KATE, said('p1', 'p2', 'merge'));
  expect(groupWith(found, 'p1', 'auto')).toEqual(['p1', 'p2']);
});

test('`unsure` asks no more about two; when a record changes, all words but `never` are to be said again', async () => {
  const first = await withWords(KATE, said('p1', 'p2', 'unsure'));
  expect(groupWith(first, 'p1')).toEqual([]);
  const [kept] = first.decided?.decisions ?? [];
  expect(kept).toMatchObject({ hashA: expect.stringMatching(/^[0-9a-f]{32}$/), hashB: expect.any(String) });
  const hashes = { hashA: kept?.hashA ?? '', hashB: kept?.hashB ?? '' };
  expect(groupWith(await withWords(KATE, said('p1', 'p2', 'unsure', hashes)), 'p1')).toEqual([]);

  const moved = [KATE[0] ?? '', (KATE[1] ?? '').replace('77 Birch St', '9 Elm Lane')];
  const asked = await withWords(moved, said('p1', 'p2', 'unsure', hashes));
  expect(groupWith(asked, 'p1')).toEqual(['p1', 'p2']);
  expect(asked.decided?.changed).toMatchObject([{ a: 'p1', b: 'p2', word: 'unsure' }]);
  const joined = await withWords([...moved, OTHER], said('p2', 'q1', 'merge', hashes));
  expect(groupWith(joined, 'q1')).toEqual([]);
  const apart = await withWords(moved, said('p1', 'p2', 'never', hashes));
  expect(groupWith(apart, 'p1')).toEqual([]);
});

test('The hash of a record does not depend on how it is written, nor on the rest of the file', async () => {
  const rewritten = [(KATE[0] ?? '').replace('Katherine', 'KATHERINE '), KATE[1] ?? ''];
  const [one, other] = await Promise.all([
    withWords(KATE, said('p1', 'p2', 'merge')),
    matched(csvOf(HEADER, [...crowd.slice(0, 200), ...rewritten]), { decisions: [said('p1', 'p2', 'merge')] }),
  ]);
  expect(other?.decided?.decisions).toEqual(one?.decided?.decisions);
});

test('Words that contradict each other are shown, and nobody is joined by them', async () => {
  const [a, b, c] = ['p1', 'q1', 'p2'];
  const found = await withWords([...KATE, OTHER], said(a, b, 'merge'), said(b, c, 'merge'), said(a, c, 'never'));
  expect(groupWith(found, 'q1')).toEqual([]);
  const { decisions } = summaryOf(found, { isPrivate: true });
  expect(decisions?.refused.map(({ a: one, b: other, between }) => [one, other, between.toSorted()])).toEqual([
    ['p1', 'q1', ['p1', 'p2']],
    ['q1', 'p2', ['p1', 'p2']],
  ]);
  const both = await withWords([...KATE, OTHER], said('p1', 'q1', 'merge'), said('q1', 'p1', 'never'));
  expect(groupWith(both, 'q1')).toEqual([]);
  expect(both.decided?.contradictory).toEqual([{ a: 'p1', b: 'q1', words: ['merge', 'never'] }]);
});

test('A column of `never` outranks a word; columns of `same` join, and are outranked too', async () => {
  const header = 'id,first_name,last_name,email,account,badge';
  const rows = [
    ...[...labelledContacts({ seed: 7, rows: 400 })].map(
      ({ id, first, last, email }) => `${id},${first},${last},${email},,`,
    ),
    'p1,Anna,Wolverton,a@one.test,x,7',
    'p2,Olga,Marchbanks,o@two.test,y,7',
    'p3,Ivan,Dunmore,i@three.test,,7',
  ];
  const map = { ...NO_MAP, never: ['account'], same: [['badge']] };
  const found = await matched(csvOf(header, rows), { map, decisions: [said('p1', 'p2', 'merge')] });
  expect(groupWith(found, 'p1')).toEqual(['p1', 'p3']);
  const { decisions, refusedSame } = summaryOf(found, { isPrivate: true });
  expect(decisions?.refused).toEqual([{ a: 'p1', b: 'p2', between: ['p1', 'p2'] }]);
  expect(refusedSame).toEqual([{ a: 'p1', b: 'p2', between: ['p1', 'p2'] }]);
  expect(groupWith(found, 'p1', 'auto')).toEqual([]);
});

test('Whoever may not be with the first of an equal value may be with the second', async () => {
  const rows = [
    ...[...labelledContacts({ seed: 7, rows: 400 })].map(
      ({ id, first, last, email }) => `${id},${first},${last},${email},,`,
    ),
    'p1,Anna,Wolverton,a@one.test,x,7',
    'p2,Olga,Marchbanks,o@two.test,y,7',
    'p3,Ivan,Dunmore,i@three.test,y,7',
    'p4,Uma,Castellan,u@four.test,x,7',
  ];
  const map = { ...NO_MAP, never: ['account'], same: [['badge']] };
  const found = await matched(csvOf('id,first_name,last_name,email,account,badge', rows), { map });
  expect([groupWith(found, 'p1'), groupWith(found, 'p2')]).toEqual([
    ['p1', 'p4'],
    ['p2', 'p3'],
  ]);
  expect(summaryOf(found, { isPrivate: true }).refusedSame).toEqual([{ a: 'p1', b: 'p2', between: ['p1', 'p2'] }]);
});

test('A value that every row has, and a column that forbids, take no comparison of all rows with all', () => {
  const size = 200_000;
  const wall = Int32Array.from({ length: size }, (_, record) => (record % 3) - 1);
  const table = { size, fields: [], suffixes: new Uint8Array(size), couples: new Uint8Array(size), walls: [wall] };
  const found = atOnce(forced(table, { merge: [], same: [new Int32Array(size)] }));
  expect(found.links).toHaveLength(size - 2);
  expect(found.refused).toHaveLength(1);
  for (const [a, b] of found.links.map(({ pair }) => pair)) expect(isWalled(table, a, b)).toBe(false);
});

test('Whatever is said, no cluster and no band has two that are kept apart', async () => {
  const rows = [...labelledContacts({ seed: 5, rows: 120 })].map((row) => contactCells(row).join());
  const ids = rows.map((row) => row.split(',')[0] ?? '');
  const id = fc.constantFrom(...ids);
  const decision = fc
    .tuple(id, id, fc.constantFrom<DecisionWord>('merge', 'never', 'unsure'))
    .filter(([a, b]) => a !== b)
    .map(([a, b, word]) => said(a, b, word));
  const csv = csvOf(HEADER, rows);
  await fc.assert(
    fc.asyncProperty(fc.array(decision, { minLength: 1, maxLength: 40 }), async (decisions) => {
      const { match, decided } = await matched(csv, { decisions });
      for (const [a, b] of decided?.said.never ?? []) {
        for (const groups of [match.clusters, match.auto, match.review]) {
          expect((groups[a] as number) >= 0 && groups[a] === groups[b]).toBe(false);
        }
      }
      for (const [a, b] of decided?.said.merge ?? []) {
        const isRefused = match.refused.some(({ pair }) => pair.includes(a) && pair.includes(b));
        if (!isRefused) expect(match.clusters[a]).toBe(match.clusters[b]);
      }
    }),
    { numRuns: 25 },
  );
});
