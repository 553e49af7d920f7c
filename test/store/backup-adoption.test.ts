import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyFolder } from '../../store/backups/verify.ts';
import { openFolder } from '../../store/backups/writer.ts';
import { testFolder } from '../support/folder.ts';

const TICKET = 'conversations/TKT-1';

async function killedAttempt(root: string): Promise<void> {
  const writer = await openFolder({ root, folder: 'one', attempt: 'first' });
  await writer.write(`${TICKET}/attachments/a.txt`, Buffer.from('attachment'));
  await writer.write(`${TICKET}/messages.json`, Buffer.from('{"messages":[]}'));
  await writer.write('conversations/TKT-2/attachments/b.txt', Buffer.from('half a ticket'));
}

test('An attempt adopts the whole tickets of a killed one and leaves its half ones', async () => {
  const root = testFolder();
  await killedAttempt(root);
  const second = await openFolder({ root, folder: 'one', attempt: 'second' });
  expect(await second.adopt(`${TICKET}/`, `${TICKET}/messages.json`)).toBe(true);
  expect(await second.adopt('conversations/TKT-2/', 'conversations/TKT-2/messages.json')).toBe(false);
  const { digest } = await second.finish({});
  expect(await verifyFolder({ root, folder: 'one', digest })).toEqual([]);
  expect(await readdir(root)).toEqual(['one']);
});

test('A file that was changed after the kill is not adopted', async () => {
  const root = testFolder();
  await killedAttempt(root);
  await writeFile(join(root, 'one.part-first', TICKET, 'attachments/a.txt'), 'tampered!!');
  const second = await openFolder({ root, folder: 'one', attempt: 'second' });
  expect(await second.adopt(`${TICKET}/`, `${TICKET}/messages.json`)).toBe(false);
});
