import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkBackups, isWrong } from '../../store/backups/check/check-backups.ts';
import type { CheckedBackup, CheckTotals } from '../../store/backups/check/checked.ts';
import { testFolder } from '../support/folder.ts';
import { type KeptBackups, keptBackups } from '../support/kept-backups.ts';

let kept: KeptBackups;

beforeAll(async () => {
  kept = await keptBackups();
});

afterAll(async () => {
  await kept.database.close();
  rmSync(kept.root, { recursive: true });
});

interface Checked {
  totals: CheckTotals;
  found: CheckedBackup[];
}

async function check(root: string, { alone = false } = {}): Promise<Checked> {
  const found: CheckedBackup[] = [];
  const totals = await checkBackups({
    root,
    db: alone ? null : kept.database.db,
    runId: null,
    countedIn: async () => 'tickets',
    onFound: (one) => found.push(one),
    onProgress: () => {},
  });
  return { totals, found };
}

/** A copy of all of it, to be damaged. `of` finds a contact's folder. */
function copied(): { root: string; of: (ending: string) => string } {
  const root = join(testFolder(), 'backups');
  cpSync(kept.root, root, { recursive: true });
  return { root, of: (ending) => join(root, readdirSync(root).find((name) => name.endsWith(ending)) ?? 'none') };
}

const HASH = expect.stringMatching(/^[0-9a-f]{64}$/);
const MESSAGES = 'conversations/TKT-1/messages.json';

function flipBit(path: string): void {
  const bytes = readFileSync(path);
  bytes[3] = (bytes[3] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function swap(one: string, other: string): void {
  renameSync(one, `${one}.aside`);
  renameSync(other, one);
  renameSync(`${one}.aside`, other);
}

test('What was written is complete, byte for byte, with a store and without', async () => {
  const { totals, found } = await check(kept.root);
  expect(found).toEqual([]);
  expect(totals).toMatchObject({ backups: { complete: 3, damaged: 0, orphaned: 0 }, files: 12 });
  expect(isWrong(totals)).toBe(false);
  expect((await check(kept.root, { alone: true })).totals).toEqual(totals);
});

/** Findings of REVU-1's own backup, with the store. */
const DAMAGES: [string, (folder: string) => void, object[]][] = [
  [
    'one bit',
    (folder) => flipBit(join(folder, 'metadata.json')),
    [{ is: 'changed', file: 'metadata.json', expected: { sha256: HASH }, found: { sha256: HASH } }],
  ],
  [
    'a file cut short',
    (folder) => truncateSync(join(folder, MESSAGES), 4),
    [{ is: 'changed', file: MESSAGES, expected: { sha256: HASH }, found: { size: 4 } }],
  ],
  ['a file that is gone', (folder) => rmSync(join(folder, MESSAGES)), [{ is: 'missing', file: MESSAGES }]],
  ['one more file', (folder) => writeFileSync(join(folder, 'more'), ''), [{ is: 'not-listed', file: 'more' }]],
  [
    'two files that changed places',
    (folder) => swap(join(folder, MESSAGES), join(folder, 'conversations/TKT-2/messages.json')),
    [
      { is: 'changed', file: MESSAGES },
      { is: 'changed', file: 'conversations/TKT-2/messages.json' },
    ],
  ],
  [
    'a file that is a link to the same bytes',
    (folder) => {
      renameSync(join(folder, MESSAGES), join(folder, '..', 'elsewhere'));
      symlinkSync('../../../elsewhere', join(folder, MESSAGES));
    },
    [
      { is: 'missing', file: MESSAGES },
      { is: 'link', file: MESSAGES },
    ],
  ],
  [
    'a folder in it that is a link',
    (folder) => {
      renameSync(join(folder, 'conversations/TKT-1'), join(folder, '..', 'elsewhere'));
      symlinkSync('../../elsewhere', join(folder, 'conversations/TKT-1'));
    },
    [
      { is: 'missing', file: MESSAGES },
      { is: 'link', file: 'conversations/TKT-1' },
    ],
  ],
  [
    'a list that was cut short',
    (folder) => truncateSync(join(folder, 'verification.json'), 40),
    [{ is: 'another-list', file: 'verification.json', expected: HASH, found: HASH }],
  ],
  [
    'a list that was edited',
    (folder) => edit(join(folder, 'verification.json'), '"complete": true', '"complete": false'),
    [{ is: 'another-list', file: 'verification.json' }],
  ],
];

function edit(path: string, was: string, becomes: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(was, becomes));
}

test.for(DAMAGES)('%s is found and named', async ([, damage, findings]) => {
  const { root, of } = copied();
  damage(of('_REVU-1'));
  const { totals, found } = await check(root);
  const own = found.filter(({ is }) => is === 'damaged');
  expect(own).toMatchObject([
    { contact: 'REVU-1', folder: expect.stringMatching(/^\*_\d{8}_\d{6}_REVU-1$/), findings },
  ]);
  expect(own[0]?.findings).toHaveLength(findings.length);
  expect(totals.backups).toMatchObject({ complete: 2, damaged: 1 });
  expect(isWrong(totals)).toBe(true);
});

test('Two folders that changed places are both found: by the ledger’s digests, and without it by the contact in their lists', async () => {
  const { root, of } = copied();
  swap(of('_REVU-1'), of('_REVU-2'));
  const withStore = await check(root);
  expect(withStore.found.map(({ contact, findings }) => [contact, findings[0]?.is])).toEqual([
    ['REVU-1', 'another-list'],
    ['REVU-2', 'another-list'],
  ]);
  const alone = await check(root, { alone: true });
  const misplaced = alone.found.flatMap(({ findings }) => findings);
  expect(misplaced.map((one) => 'contact' in one && [one.is, one.contact]).sort()).toEqual([
    ['misplaced', 'REVU-1'],
    ['misplaced', 'REVU-2'],
  ]);
});

test('Without a store a list that is cut short, or edited beside its files, is named all the same', async () => {
  const { root, of } = copied();
  truncateSync(join(of('_REVU-1'), 'verification.json'), 40);
  edit(join(of('_REVU-2'), 'verification.json'), '"size": ', '"size": 1');
  const { found } = await check(root, { alone: true });
  expect(found.map(({ is, findings }) => [is, findings[0]?.is]).sort()).toEqual([
    ['damaged', 'broken-list'],
    ['damaged', 'changed'],
  ]);
});

test('A list that names a file outside its folder has nothing read there: the file is missing', async () => {
  const { root, of } = copied();
  edit(join(of('_REVU-1'), 'verification.json'), '"metadata.json"', '"../notes.json"');
  renameSync(join(of('_REVU-1'), 'metadata.json'), join(root, 'notes.json'));
  const { found } = await check(root, { alone: true });
  expect(found.find(({ is }) => is === 'damaged')?.findings).toEqual([{ is: 'missing', file: '../notes.json' }]);
});

test('A backup that is gone is missing, also as a link, one that nobody has heard of is orphaned, and what is no backup is named', async () => {
  const { root, of } = copied();
  cpSync(of('_REVU-1'), join(root, 'a@example.com_20250101_000000_REVU-9'), { recursive: true });
  renameSync(of('_REVU-2'), join(root, '..', 'aside'));
  renameSync(of('_REVU-1'), join(root, '..', 'other'));
  symlinkSync('../other', of('none').replace(/none$/, nameOf('_REVU-1')));
  writeFileSync(join(root, 'notes.txt'), 'mine');
  const { found, totals } = await check(root);
  expect(found.map(({ is, contact }) => [is, contact])).toEqual(
    expect.arrayContaining([
      ['missing', 'REVU-2'],
      ['damaged', 'REVU-1'],
      ['orphaned', 'REVU-1'],
      ['stray', null],
    ]),
  );
  expect(found).toHaveLength(4);
  expect(found.find(({ is }) => is === 'damaged')?.findings).toEqual([{ is: 'link', file: '.' }]);
  expect(isWrong(totals)).toBe(true);
});

function nameOf(ending: string): string {
  return readdirSync(kept.root).find((name) => name.endsWith(ending)) ?? '';
}

test('What attempts that were lost have left is told, and is nothing wrong', async () => {
  const { root, of } = copied();
  cpSync(of('_REVU-1'), `${of('_REVU-1')}~0123abcd`, { recursive: true });
  cpSync(of('_REVU-2'), `${of('_REVU-2')}.part-8f14e45f-ceea-467f-a0e6-4a1d2b3c4d5e`, { recursive: true });
  const { totals } = await check(root);
  expect(totals.backups).toMatchObject({ complete: 3, 'left-over': 1, unfinished: 1, orphaned: 0 });
  expect(isWrong(totals)).toBe(false);
});

test('Counts that are not the ledger’s or the CSV’s are named, and so is a backup that a pair lists and nobody has', async () => {
  const { db } = kept.database;
  await db.execute(sql`update backups set things = '{"tickets": 5}' where contact_id = 'REVU-2'`);
  await db.execute(sql`update plan_clusters set tickets = tickets || '{"REVU-1": 7}'`);
  await db.execute(sql`
    insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, after_image)
    select 'real', 'devrev', 'org', cluster_id, 'REVU-1', 'REVU-2', 'done', run_id, 'gone' from backups limit 1`);
  const { found } = await check(kept.root);
  expect(found.map(({ is, contact, findings }) => [is, contact, ...findings])).toEqual([
    ['fewer', 'REVU-1', { is: 'fewer', things: 'tickets', planned: 7, found: 2 }],
    [
      'damaged',
      'REVU-2',
      { is: 'miscounted', what: 'tickets', expected: 5, found: 1 },
      { is: 'miscounted', what: 'threads', expected: 5, found: 1 },
    ],
    ['missing', 'REVU-1'],
  ]);
});
