import { appendFile, chmod, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import type { Damage } from '../../store/backups/damage.ts';
import { verifyFolder } from '../../store/backups/verify.ts';
import { openFolder } from '../../store/backups/writer.ts';
import { testFolder } from '../support/folder.ts';

async function madeBackup(): Promise<{ root: string; folder: string; digest: string; path: (name: string) => string }> {
  const root = testFolder();
  const writer = await openFolder({ root, folder: 'one', attempt: 'a' });
  await writer.write('metadata.json', Buffer.from('{"rev_user":{"id":"x"}}'));
  await writer.write('conversations/TKT-1/messages.json', Buffer.from('{"messages":[]}'));
  const { digest } = await writer.finish({ complete: true });
  return { root, folder: 'one', digest, path: (name) => join(root, 'one', name) };
}

test('A backup is intact as it was written, with rights for its owner only', async () => {
  const backup = await madeBackup();
  expect(await verifyFolder(backup)).toEqual([]);
  expect((await stat(backup.path('.'))).mode & 0o777).toBe(0o700);
  expect((await stat(backup.path('metadata.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(backup.root)).toEqual(['one']);
});

test('Every single flipped bit is found', async () => {
  const backup = await madeBackup();
  const bytes = await readFile(backup.path('metadata.json'));
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await writeFile(backup.path('metadata.json'), flipped);
    expect(await verifyFolder(backup)).toEqual([{ is: 'changed', file: 'metadata.json' }]);
  }
});

const damages: [string, (path: (name: string) => string) => Promise<void>, Damage, string][] = [
  [
    'cut short',
    (path) => truncate(path('metadata.json'), 3),
    { is: 'resized', file: 'metadata.json', bytes: 3, expected: 23 },
    'metadata.json has 3 bytes, expected 23',
  ],
  [
    'deleted',
    (path) => rm(path('metadata.json')),
    { is: 'missing', file: 'metadata.json' },
    'metadata.json is missing',
  ],
  [
    'added',
    (path) => writeFile(path('extra.json'), '{}'),
    { is: 'not-listed', file: 'extra.json' },
    'extra.json does not belong to the backup',
  ],
  [
    'its own list',
    (path) => appendFile(path('verification.json'), ' '),
    { is: 'another-list', file: 'verification.json' },
    'verification.json is not the one the ledger knows',
  ],
  [
    'its own list, gone',
    (path) => rm(path('verification.json')),
    { is: 'missing', file: 'verification.json' },
    'verification.json is missing',
  ],
];

test.for(damages)('A file that was %s is named', async ([, damage, found, words]) => {
  const backup = await madeBackup();
  await chmod(backup.path('metadata.json'), 0o600);
  await damage(backup.path);
  expect(await verifyFolder(backup)).toEqual([found]);
  const values = { contact: 'REVU-2', problems: [], damage: [found] };
  expect(reasonWords({ code: 'backup-damaged', values })).toBe(`the backup of REVU-2 is damaged: ${words}`);
});

test('A folder that is a link, or lies elsewhere, is not read, whatever is in it', async () => {
  const backup = await madeBackup();
  await rename(join(backup.root, 'one'), join(backup.root, 'elsewhere'));
  await symlink(join(backup.root, 'elsewhere'), join(backup.root, 'one'));
  expect(await verifyFolder(backup)).toEqual([{ is: 'outside' }]);
  const root = join(backup.root, 'inner');
  for (const folder of ['../elsewhere', '..', '.', join(backup.root, 'elsewhere')])
    expect(await verifyFolder({ ...backup, root, folder })).toEqual([{ is: 'outside' }]);
  const values = { contact: 'REVU-2', problems: [], damage: [{ is: 'outside' } as const] };
  const words = 'its folder does not lie in the backup folder';
  expect(reasonWords({ code: 'backup-damaged', values })).toBe(`the backup of REVU-2 is damaged: ${words}`);
});
