import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { annotateCsv, type Notes, noteCluster } from '../../contacts/preview/annotate.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { csvOf, HEADER, planOf, row } from './make.ts';

async function annotated(csv: string): Promise<string[][]> {
  const { clusters, csvDigest } = await planOf(csv);
  const notes: Notes = new Map();
  for (const cluster of clusters) noteCluster(notes, cluster);
  let text = '';
  const source = csvInMemory('contacts.csv', csv);
  const write = (part: string): void => {
    text += part;
  };
  await annotateCsv({ source, profile: externalContacts, notes, csvDigest, write });
  return parse(text, { relax_column_count: true });
}

const last = (rows: string[][]): string[] => rows.map((cells) => cells.slice(14).join(' '));

test('Rows of automatic clusters say Main or Merge and the strategy', async () => {
  const csv = csvOf(row({ 'External Ref': 'user_1' }), row({ 'Display ID': 'REVU-2' }));
  expect(last(await annotated(csv))).toEqual(['Action Strategy', 'Main cxp-uid', 'Merge cxp-uid']);
});

test('Rows that need a look, are blocked, rejected or alone say so', async () => {
  const bob = { Email: 'bob@example.com' };
  const csv = csvOf(
    row(),
    row({ 'Display ID': 'REVU-2' }),
    row({ ...bob, 'Display ID': 'REVU-3' }),
    row({ ...bob, 'Display ID': 'REVU-4' }),
    row({ ...bob, 'Display ID': 'REVU-4' }),
    row({ Email: 'eve@example.com', 'Display ID': 'REVU-5', Tickets: 'abc' }),
    row({ Email: 'cy@example.com', 'Display ID': 'REVU-6' }),
  );
  expect(last(await annotated(csv)).map((text) => text.split(' ')[0])).toEqual([
    'Action',
    'Main?',
    'Merge?',
    'Blocked',
    'Blocked',
    'Blocked',
    'Rejected',
    '',
  ]);
});

test('The other cells come back, formulas made harmless', async () => {
  const [, cells] = await annotated(csvOf(row({ 'Devrev Account Name': '=cmd()', 'External Ref': 'a,"b"\nc' })));
  expect(cells).toEqual(row({ 'Devrev Account Name': "'=cmd()", 'External Ref': 'a,"b"\nc' }));
});

test('What was written gives the plan of the rows that it came from, guarded cells included', async () => {
  const odd = { 'Devrev Account ID': '-1', 'External Ref': "'=user" };
  const csv = csvOf(row({ ...odd, 'Devrev Account Name': '=cmd()' }), row({ ...odd, 'Display ID': 'REVU-2' }));
  const written = await annotated(csv);
  expect(written[1]?.slice(1, 8)).toEqual(["'=user", '', '', '', 'REVU-1', "'-1", "'=cmd()"]);
  const noNotes = written.map((cells) => cells.slice(0, 14));
  expect((await planOf(stringify(noNotes))).digest).toBe((await planOf(csv)).digest);
});

test('The two columns are added where the sheet has none, also to rows that are too short', async () => {
  const rows = [HEADER.slice(0, 14), row().slice(0, 14), ['ada@example.com']];
  const written = await annotated(rows.map((cells) => cells.join(',')).join('\n'));
  expect(written.map((cells) => [cells.length, cells[14]])).toEqual([
    [16, 'Action'],
    [16, ''],
    [16, 'Rejected'],
  ]);
});

test('A file that changed between the two readings is refused', async () => {
  const source = csvInMemory('contacts.csv', csvOf(row()));
  const request = { source, profile: externalContacts, notes: new Map(), csvDigest: 'other', write: () => {} };
  await expect(annotateCsv(request)).rejects.toThrow('contacts.csv: changed while it was being read; try again');
});
