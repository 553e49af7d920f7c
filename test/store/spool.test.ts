import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSpool } from '../../store/backups/spool.ts';
import { makeFolder } from '../support/servers.ts';

const page = (byte: number, length: number): Uint8Array => new Uint8Array(length).fill(byte);

/** What this process holds open under a folder, by its name there; a name that was taken away ends in "(deleted)". */
function openUnder(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    const target = linkOf(fd);
    return target.startsWith(folder) ? [target] : [];
  });
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

test('Pages that were put aside come back as they were, those in memory and those in the file', async () => {
  const spool = openSpool(join(makeFolder(), 'backups'), 1000);
  const pages = [page(1, 600), page(2, 600), page(3, 0), page(4, 300), page(5, 70_000)];
  const kept = [];
  for (const one of pages) kept.push(await spool.keep(one));
  const back = [];
  for (const one of kept.toReversed()) back.unshift(new Uint8Array(await one()));
  expect(back).toEqual(pages);
  await spool.close();
});

test('What few pages take is not written anywhere', async () => {
  const folder = join(makeFolder(), 'backups');
  const spool = openSpool(folder, 1000);
  await spool.keep(page(1, 1000));
  expect(existsSync(folder)).toBe(false);
  await spool.close();
});

test('The file of many pages has no name, so that a killed worker leaves nothing, and is closed at the end', async () => {
  const folder = join(makeFolder(), 'backups');
  const spool = openSpool(folder, 0);
  await spool.keep(page(1, 10));
  expect(readdirSync(folder)).toEqual([]);
  expect(openUnder(folder)).toEqual([expect.stringContaining('(deleted)')]);
  await spool.close();
  expect(openUnder(folder)).toEqual([]);
});
