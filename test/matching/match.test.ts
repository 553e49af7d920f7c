import { expect, test } from 'vitest';
import { NO_MAP } from '../../matching/host/read-map.ts';
import {
  CONTACT_COLUMNS,
  contactCells,
  type LabelledRow,
  labelledContacts,
} from '../../samples/matching/generate-contacts.ts';
import { createRandom } from '../../samples/random.ts';
import { csvOf, groupsOf, matched } from './make.ts';

const HEADER = CONTACT_COLUMNS.join(',');
/** Enough strangers that the engine learns what an agreement is worth. */
const crowd = [...labelledContacts({ seed: 7, rows: 800 })];
const lines = (rows: readonly LabelledRow[]): string[] => rows.map((row) => contactCells(row).join());
const withCrowd = (...rows: string[]): string => csvOf(HEADER, [...lines(crowd), ...rows]);

async function groupsWith(...rows: string[]): Promise<{ clusters: string[][]; auto: string[][] }> {
  const found = await matched(withCrowd(...rows));
  const ours = new Set(rows.map((row) => row.split(',')[0] ?? ''));
  const only = (groups: string[][]): string[][] => groups.filter((group) => group.some((id) => ours.has(id)));
  return { clusters: only(groupsOf(found, 'clusters')), auto: only(groupsOf(found, 'auto')) };
}

test('Rows in any order give the same answer', async () => {
  const rows = lines(crowd);
  const [straight, shuffled] = await Promise.all(
    [rows, createRandom(5).shuffle(rows)].map((some) => matched(csvOf(HEADER, some))),
  );
  expect([...(shuffled?.ids ?? [])]).toEqual([...(straight?.ids ?? [])]);
  expect(shuffled?.match.clusters).toEqual(straight?.match.clusters);
  expect(shuffled?.match.auto).toEqual(straight?.match.auto);
  expect(shuffled?.match.probabilities).toEqual(straight?.match.probabilities);
  expect(shuffled?.match.model.fields).toEqual(straight?.match.model.fields);
});

test('One person with a short name and another provider is one cluster; equal in name, mail and birthday is in the auto band', async () => {
  const { clusters, auto } = await groupsWith(
    'p1,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem',
    'p2,Kate,Wolverton,1971-05-06,kwolv@post.test,202 555 0143,,77 Birch St,Salem',
    'p3,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,,Salem',
  );
  expect(clusters).toEqual([['p1', 'p2', 'p3']]);
  expect(auto.flat()).toEqual(expect.arrayContaining(['p1', 'p3']));
});

test.each([
  [
    'two of one home, with one number, address and birthday',
    'p1,Paul,Wolverton,1971-05-06,,202 555 0143,,77 Birch Street,Salem',
    'p2,Paula,Wolverton,1971-05-06,,202 555 0143,,77 Birch Street,Salem',
  ],
  [
    'a couple in one record',
    'p1,John & Mary,Wolverton,1971-05-06,wolverton@mail.test,202 555 0143,,77 Birch Street,Salem',
    'p2,John,Wolverton,1971-05-06,wolverton@mail.test,202 555 0143,,77 Birch Street,Salem',
  ],
  [
    'father and son',
    'p1,John,Wolverton Sr,,wolverton@mail.test,202 555 0143,,77 Birch Street,Salem',
    'p2,John,Wolverton Jr,,wolverton@mail.test,202 555 0143,,77 Birch Street,Salem',
  ],
  [
    'two birthdays',
    'p1,John,Wolverton,1971-05-06,wolverton@mail.test,202 555 0143,,77 Birch Street,Salem',
    'p2,John,Wolverton,1942-11-23,wolverton@mail.test,202 555 0143,,77 Birch Street,Salem',
  ],
  [
    'one mailbox of a role',
    'p1,Anna,Wolverton,,info@wolverton.test,,Wolverton Legal,,',
    'p2,Anna,Wolverton,,info@wolverton.test,,Wolverton Legal,,',
  ],
])('%s is never in the auto band', async (_, ...rows) => {
  expect((await groupsWith(...rows)).auto).toEqual([]);
});

test('Two people of one home are no cluster, however much the home explains', async () => {
  const { clusters } = await groupsWith(
    'p1,Peter,Wolverton,,peter@one.test,202 555 0143,,77 Birch Street,Salem',
    'p2,Angela,Wolverton,,angela@two.test,202 555 0143,,77 Birch Street,Salem',
  );
  expect(clusters).toEqual([]);
});

test('A switchboard’s number says nothing of its people, and is told', async () => {
  const names = [
    'Anna Ashgrove',
    'Bob Birchwood',
    'Carl Dunmore',
    'Eva Fairlight',
    'Greta Holmquist',
    'Ivan Jessop',
    'Kofi Lindqvist',
  ];
  const rows = names.map((name, at) => `p${at},${name.replace(' ', ',')},,,202 555 0143,Northwind,,`);
  const { match } = await matched(withCrowd(...rows));
  const board = match.model.generic.find(({ field, records }) => field.kind === 'phone' && records === 7);
  expect(board?.surnames ?? 0).toBeGreaterThan(2);
  expect((await groupsWith(...rows)).clusters).toEqual([]);
});

test('A column of `never` keeps two apart that are equal in all the rest, also through a third', async () => {
  const rows = [
    '1,Anna,Wolverton,a.w@mail.test,2025550143,x',
    '2,Anna,Wolverton,a.w@mail.test,2025550143,y',
    '3,Anna,Wolverton,a.w@mail.test,2025550143,',
  ];
  const more = crowd
    .slice(0, 400)
    .map(({ id, first, last, email, phone }) => [id, first, last, email, phone, ''].join());
  const csv = csvOf('id,first_name,last_name,email,phone,account', [...rows, ...more]);
  const found = await matched(csv, { map: { ...NO_MAP, never: ['account'] } });
  const ours = (groups: string[][]): string[] => groups.flat().filter((id) => id.length === 1);
  expect(ours(groupsOf(await matched(csv), 'clusters'))).toEqual(['1', '2', '3']);
  const apart = groupsOf(found, 'clusters').filter((group) => group.includes('1') && group.includes('2'));
  expect(apart).toEqual([]);
});

test('Every row equal is one cluster, one row is none, a value on every row is no block', async () => {
  const equal = Array.from({ length: 3000 }, (_, at) => `${at},Anna,Wolverton,a.w@mail.test`);
  const { match } = await matched(csvOf('id,first name,last name,email', equal));
  expect(new Set(match.clusters).size).toBe(1);
  const alone = await matched(csvOf('id,first name,last name,email', ['1,Anna,Wolverton,a@mail.test']));
  expect([...alone.match.clusters]).toEqual([0]);
  const lonely = Array.from(
    { length: 3000 },
    (_, at) => `${at},${String.fromCharCode(97 + (at % 26))}x${at},Wolverton,`,
  );
  const { model } = (await matched(csvOf('id,first name,last name,email', lonely))).match;
  expect(model.pairs).toBeLessThan(300_000);
});

test('Two hundred columns and cells of ten thousand characters are read', async () => {
  const more = Array.from({ length: 196 }, (_, at) => `more${at}`);
  const row = (id: number): string =>
    `${id},Anna,Wolverton,a@mail.test,${more.map(() => 'x'.repeat(id === 1 ? 10_000 : 3)).join(',')}`;
  const { match } = await matched(csvOf(`id,first name,last name,email,${more.join(',')}`, [row(1), row(2)]));
  expect(match.clusters).toHaveLength(2);
});

test('A rare surname that agrees is worth more than a frequent one', async () => {
  const rows = [
    ...Array.from({ length: 40 }, (_, at) => `f${at},${String.fromCharCode(97 + (at % 26))}nna${at},Frequent,,,,,,`),
  ];
  const { match, ids } = await matched(
    withCrowd(
      ...rows,
      ...[
        'p1,Anna,Frequent,,anna1@one.test,,,9 Birch Street,Salem',
        'p2,Anna,Frequent,,anna2@two.test,,,9 Birch Street,Salem',
      ],
      ...[
        'q1,Anna,Wolverton,,anna3@one.test,,,9 Cedar Street,Salem',
        'q2,Anna,Wolverton,,anna4@two.test,,,9 Cedar Street,Salem',
      ],
    ),
  );
  const of = (id: string): number => match.probabilities[ids.indexOf(id)] as number;
  expect(of('q1')).toBeGreaterThan(of('p1'));
});

test('Exchanged names are one person', async () => {
  const { clusters } = await groupsWith(
    'p1,Katherine,Wolverton,1971-05-06,,202 555 0143,,,Salem',
    'p2,Wolverton,Katherine,1971-05-06,,202 555 0143,,,Salem',
  );
  expect(clusters).toEqual([['p1', 'p2']]);
});
