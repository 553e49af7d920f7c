import { expect, test } from 'vitest';
import { NO_MAP } from '../../matching/host/read-map.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, groupsOf, matched } from './make.ts';

const HEADER = `${CONTACT_COLUMNS.join()},account`;
const crowd = [...labelledContacts({ seed: 7, rows: 600 })].map((row) => `${contactCells(row).join()},`);
const KATE = 'Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem';
const STRANGER = 'Olga,Marchbanks,1950-01-02,o@two.test,,,,Dover';

async function clusterOf(rows: readonly string[], map: Partial<typeof NO_MAP>): Promise<string[] | undefined> {
  const found = await matched(csvOf(HEADER, [...crowd, ...rows]), { map: { ...NO_MAP, ...map } });
  return groupsOf(found, 'clusters').find((group) => group.includes('p1'));
}

test.each(['k7', ' K7', '\uff2b7'])(
  'Accounts K7 and %j are one: nothing forbids a match, and they are equal where equal ones are one person',
  async (written) => {
    expect(await clusterOf([`p1,${KATE},K7`, `p2,${KATE},${written}`], { never: ['account'] })).toEqual(['p1', 'p2']);
    expect(await clusterOf([`p1,${KATE},K7`, `p2,${STRANGER},${written}`], { same: [['account']] })).toEqual([
      'p1',
      'p2',
    ]);
  },
);

test('Accounts that differ by more forbid it', async () => {
  expect(await clusterOf([`p1,${KATE},K7`, `p2,${KATE},K 7`], { never: ['account'] })).toBeUndefined();
});

test('A cell that means nothing means nothing in any spelling', async () => {
  const rows = [`p1,${KATE},K7`, `p2,${KATE},n/a`];
  expect(await clusterOf(rows, { never: ['account'] })).toBeUndefined();
  expect(await clusterOf(rows, { never: ['account'], ignore: ['N/A'] })).toEqual(['p1', 'p2']);
});

test('Two spellings of one source are no two sources', async () => {
  const csv = csvOf('id,name,email,system', ['1,Anna Smith,a@x.test,CRM', '2,Bob Jones,b@x.test,crm']);
  await expect(matched(csv, { sourceColumn: 'system' })).rejects.toThrow(/'system' has one value in all rows/);
});
