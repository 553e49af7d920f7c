import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readModel, writeModel } from '../../matching/host/model-file.ts';
import { NO_MAP } from '../../matching/host/read-map.ts';
import {
  CONTACT_COLUMNS,
  contactCells,
  type LabelledRow,
  labelledContacts,
} from '../../samples/matching/generate-contacts.ts';
import { csvOf, matched } from './make.ts';

const folder = mkdtempSync(join(tmpdir(), 'model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = [...labelledContacts({ seed: 12, rows: 1500 })];
const csv = csvOf(
  CONTACT_COLUMNS.join(),
  rows.map((row) => contactCells(row).join()),
);
const path = join(folder, 'model.json');
const found = await matched(csv);
writeModel(path, found.model());

test('A model that was read again weighs each two rows of its file as it did, to the last bit, and finds the same', async () => {
  const again = await matched(csv, { model: await readModel(path) });
  for (const part of ['clusters', 'auto', 'review', 'probabilities'] as const) {
    expect(again.match[part]).toEqual(found.match[part]);
  }
  for (let a = 0; a < 1400; a += 7) {
    for (const b of [a + 1, a + 50, found.match.clusters[a] as number]) {
      const { steps, weight } = again.match.compare(a, b);
      expect(again.match.compare(a, b)).toEqual(found.match.compare(a, b));
      expect(steps.reduce((sum, { bits }) => sum + bits, 0)).toBe(weight);
    }
  }
});

test('Two rows of a file that is too small to learn from are weighed by what a large one has taught', async () => {
  const two = csvOf(CONTACT_COLUMNS.join(), [
    'p1,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem',
    'p2,Kate,Wolverton,1971-05-06,kwolv@post.test,202 555 0143,,77 Birch St,Salem',
  ]);
  const { match } = await matched(two, { model: await readModel(path) });
  expect(match.compare(0, 1).prior).toBe(found.match.compare(0, 1).prior);
  expect([...match.clusters]).toEqual([0, 0]);
});

test('A file of other headers is refused because of the model, by its name', async () => {
  const model = await readModel(path);
  await expect(matched(csvOf('id,Vorname,Nachname', ['1,Anna,Smith', '2,Bob,Jones']), { model })).rejects.toThrow(
    /tells who somebody is.*; the model was learned from a file of other headers.*leave --model out/,
  );
});

test('A mapping that takes another column than the model for what a row has once is refused with both', async () => {
  const model = await readModel(path);
  const two = csvOf(`${CONTACT_COLUMNS.join()},Given`, [`${contactCells(rows[0] as LabelledRow).join()},Anna`]);
  const map = { ...NO_MAP, columns: { Given: 'first_name' as const } };
  await expect(matched(two, { model, map })).rejects.toThrow(
    /the model takes first_name for first_name and the mapping Given, of which a row has one; leave first_name to one/,
  );
  const both = { ...NO_MAP, columns: { Given: 'first_name', first_name: 'other' } as const };
  const { mapping } = await matched(two, { model, map: both });
  expect(mapping.flatMap(({ facts, kind }) => (kind === 'first_name' ? [facts.header] : []))).toEqual(['Given']);
});

test('Consent that the model’s file did not have is consent all the same', async () => {
  const consent = csvOf(
    `${CONTACT_COLUMNS.join()},Newsletter`,
    rows.slice(0, 50).map((row) => `${contactCells(row).join()},1`),
  );
  const { mapping } = await matched(consent, { model: await readModel(path) });
  expect(mapping.at(-1)?.kind).toBe('consent');
});

test('It holds no value that stands on four rows or fewer', () => {
  const text = readFileSync(path, 'utf8').toLowerCase();
  const times = new Map<string, number>();
  const emails = rows.map(({ email }) => email.toLowerCase()).filter((email) => email !== '');
  for (const email of emails) times.set(email, (times.get(email) ?? 0) + 1);
  const seldom = [...times].filter(([, count]) => count <= 4).map(([email]) => email);
  expect(seldom.filter((email) => text.includes(`"${email}"`))).toEqual([]);
  const streets = rows.map(({ address }) => address.toLowerCase()).filter((address) => address !== '');
  expect(streets.length).toBeGreaterThan(500);
  const model = JSON.parse(readFileSync(path, 'utf8')) as { fields: { frequent: [string, number][] }[] };
  for (const { frequent } of model.fields) for (const [, count] of frequent) expect(count).toBeGreaterThan(4);
});

test.each([
  [
    '{"version":99}',
    /is a model of version 99, and this program reads version 2; make it again with match --model-out/,
  ],
  ['[]', /is no model that match has written/],
  ['{"version":2,"mapping":{}}', /newest: /],
  ['no json', /is no model that match has written/],
])('%s is refused by name', async (text, said) => {
  const other = join(folder, 'other.json');
  writeFileSync(other, text);
  await expect(readModel(other)).rejects.toThrow(said);
});
