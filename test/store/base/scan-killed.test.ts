import { expect, test } from 'vitest';
import { preparePage } from '../../../store/base/prepare-page.ts';
import { openScan, restartList } from '../../../store/base/scans.ts';
import { takePage } from '../../../store/base/take-page.ts';
import { AU } from '../../contacts/base/make-base.ts';
import { indexOf, ownDatabase, people, playedPage, scanAll } from './play-base.ts';

const { db } = ownDatabase();
const base = { contacts: people(95), size: 5 };

/** It fails in its last moment, as when the connection or the process is lost. */
function takeInVain(page: Parameters<typeof takePage>[1]): Promise<never> {
  return db().transaction(async (tx) => {
    expect(await takePage(tx, page)).toEqual({ kept: true });
    throw new Error('lost');
  });
}

test('A scan that is lost before or after each of 20 pages ends with the index of one that was not', async () => {
  await scanAll(db(), base, { org: 'whole' });
  const open = (token: string) => openScan(db(), { crm: 'podium', org: 'lost', token, full: false, regions: AU });
  let scan = await open('t0');
  let losses = 0;
  while (scan.next !== null) {
    const token = `t${losses++}`;
    scan = await open(token);
    if (scan.next === null) break;
    const { contacts, nextCursor } = playedPage(base, scan.next);
    const take = { scan: scan.id, token, asked: scan.next, page: preparePage(contacts, { regions: AU }), nextCursor };
    await expect(takeInVain(take)).rejects.toThrow('lost');
    expect(await takePage(db(), take)).toEqual({ kept: true });
    // Its answer was lost: whoever reads asks once more.
    expect(await takePage(db(), take)).toEqual({ kept: false });
    scan = await open(token);
  }
  expect(losses).toBe(20);
  await scanAll(db(), base, { org: 'lost', token: 'end' });
  expect(await indexOf(db(), 'lost')).toEqual(await indexOf(db(), 'whole'));
});

test('Who was taken over from writes nothing more', async () => {
  const scan = await openScan(db(), { crm: 'podium', org: 'two', token: 'first', full: false, regions: AU });
  await openScan(db(), { crm: 'podium', org: 'two', token: 'second', full: false, regions: AU });
  const page = preparePage(people(1), { regions: AU });
  const asked = { cursor: null, since: null };
  const late = { scan: scan.id, token: 'first', asked, page, nextCursor: 'c' };
  expect(await takePage(db(), late)).toEqual({ kept: false });
  expect(await takePage(db(), { ...late, token: 'second' })).toEqual({ kept: true });
});

test('A list whose cursor leads nowhere any more begins again, and ends with the same index', async () => {
  const asking = { crm: 'podium', org: 'begun again', token: 't', full: false, regions: AU };
  const { id, next } = await openScan(db(), asking);
  const { contacts } = playedPage(base, next ?? { cursor: null, since: null });
  const page = preparePage(contacts, { regions: AU });
  await takePage(db(), { scan: id, token: 't', asked: { cursor: null, since: null }, page, nextCursor: 'expired' });
  await restartList(db(), { scan: id, token: 't' });
  expect((await openScan(db(), asking)).next).toEqual({ cursor: null, since: null });
  await scanAll(db(), base, { org: 'begun again' });
  await scanAll(db(), base, { org: 'at once' });
  expect(await indexOf(db(), 'begun again')).toEqual(await indexOf(db(), 'at once'));
});
