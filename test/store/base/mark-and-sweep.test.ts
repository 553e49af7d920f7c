import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { completeScan, FoundNobody } from '../../../store/base/complete-scan.ts';
import { preparePage } from '../../../store/base/prepare-page.ts';
import { cancelScan, lastComplete, openScan } from '../../../store/base/scans.ts';
import { takePage } from '../../../store/base/take-page.ts';
import { AU, phone } from '../../contacts/base/make-base.ts';
import { indexOf, ownDatabase, people, readAll, scanAll } from './play-base.ts';

const { db } = ownDatabase();
const LATER = '2999-01-01T00:00:00Z';

test('The first scan reads all, the next one only what changed, and takes nobody away', async () => {
  const contacts = people(10);
  expect(await scanAll(db(), { contacts, size: 4 }, { org: 'a' })).toMatchObject({ isFull: true, contacts: 10 });
  const changed = contacts.slice(0, 2).map((one) => ({ ...one, updatedAt: LATER, channels: [phone('0412 999 999')] }));
  const second = await scanAll(db(), { contacts: changed, size: 4 }, { org: 'a' });
  expect(second).toMatchObject({ isFull: false, contacts: 2 });
  await scanAll(db(), { contacts: [...changed, ...contacts.slice(2)], size: 4 }, { org: 'b' });
  expect(await indexOf(db(), 'a')).toEqual(await indexOf(db(), 'b'));
});

test('Whom a scan of all does not find is gone; who comes back is not', async () => {
  const contacts = people(10);
  await scanAll(db(), { contacts, size: 4 }, { org: 'c' });
  await scanAll(db(), { contacts: contacts.slice(3), size: 4 }, { org: 'c', full: true });
  expect(await indexOf(db(), 'c')).toMatchObject({
    gone: [{ uid: 'ct_0000' }, { uid: 'ct_0001' }, { uid: 'ct_0002' }],
  });
  await scanAll(db(), { contacts: contacts.slice(2), size: 4 }, { org: 'c', full: true });
  expect(await indexOf(db(), 'c')).toMatchObject({ gone: [{ uid: 'ct_0000' }, { uid: 'ct_0001' }] });
});

test('A scan that is open or cancelled leaves the last complete one in force', async () => {
  await scanAll(db(), { contacts: people(10), size: 4 }, { org: 'd' });
  const [before, index] = [await lastComplete(db(), { crm: 'podium', org: 'd' }), await indexOf(db(), 'd')];
  const others = { contacts: people(3, LATER), size: 4 };
  const { id } = await readAll(db(), others, { org: 'd', full: true });
  expect([await lastComplete(db(), { crm: 'podium', org: 'd' }), await indexOf(db(), 'd')]).toEqual([before, index]);
  await cancelScan(db(), id);
  expect([await lastComplete(db(), { crm: 'podium', org: 'd' }), await indexOf(db(), 'd')]).toEqual([before, index]);
  await expect(completeScan(db(), { scan: id, token: 't' })).rejects.toThrow('cancelled');
});

test('A contact that moves between pages while they are read is neither lost nor doubled', async () => {
  const base = { contacts: people(12), size: 4 };
  const moving = base.contacts[11];
  if (moving === undefined) throw new Error('There are 12');
  const scan = await scanAll(db(), base, {
    org: 'e',
    // The last one was changed and is first now: what follows moves on by one place, the one at the border comes twice.
    before: (page) => {
      if (page !== 0) return;
      base.contacts = [{ ...moving, name: 'Changed', updatedAt: LATER }, ...base.contacts.slice(0, 11)];
    },
  });
  const { contacts } = (await indexOf(db(), 'e')) as { contacts: { uid: string; body: string }[] };
  expect(contacts.map(({ uid }) => uid)).toEqual(people(12).map(({ uid }) => uid));
  expect(contacts.at(-1)?.body).toContain('Changed');
  expect(scan.state).toBe('complete');
});

test('Of a contact that comes twice the newer state is kept, whichever page is read last', async () => {
  const [one] = people(1);
  if (one === undefined) throw new Error('There is one');
  const newer = { ...one, name: 'Newer', updatedAt: LATER, channels: [phone('0412 999 999')] };
  const older = { ...one, updatedAt: '2998-12-31T23:59:59Z' };
  await scanAll(db(), { contacts: [newer, older], size: 1 }, { org: 'f' });
  const found = JSON.stringify(await indexOf(db(), 'f'));
  expect(found).toContain('+61412999999');
  expect(found).not.toContain('+61412345000');
});

test('Of one that comes again with other numbers and another place, those that it has no more are gone, and the others are where it is now', async () => {
  const [one] = people(1);
  if (one === undefined) throw new Error('There is one');
  const [stays, goes, comes] = ['0412 345 001', '0412 345 002', '0412 345 003'].map((number) => phone(number));
  if (stays === undefined || goes === undefined || comes === undefined) throw new Error('There are three');
  const before = { ...one, channels: [stays, goes] };
  const now = { ...one, updatedAt: LATER, channels: [stays, comes], locations: ['perth'] };
  await scanAll(db(), { contacts: [before, now], size: 1 }, { org: 'twice' });
  expect(await indexOf(db(), 'twice')).toMatchObject({
    keys: [
      { key: '+61412345001', locations: 'perth' },
      { key: '+61412345003', locations: 'perth' },
    ],
  });
});

test('Nobody is taken away because of an answer without anybody', async () => {
  await scanAll(db(), { contacts: people(2), size: 4 }, { org: 'g' });
  await expect(scanAll(db(), { contacts: [], size: 4 }, { org: 'g', full: true })).rejects.toThrow(FoundNobody);
});

test('Another region for numbers has all contacts read again, although a scan of changes would do', async () => {
  await scanAll(db(), { contacts: people(2), size: 4 }, { org: 'h' });
  const options = { crm: 'podium', org: 'h', token: 't', full: false };
  expect(await openScan(db(), { ...options, regions: AU })).toMatchObject({ isFull: false });
  expect(await openScan(db(), { ...options, regions: { ...AU, region: 'US' } })).toMatchObject({ isFull: true });
});

test('A scan of all that is older than seven days is followed by another one, also where changes were read since', async () => {
  await scanAll(db(), { contacts: people(2), size: 4 }, { org: 'week' });
  await scanAll(db(), { contacts: [], size: 4 }, { org: 'week' });
  const asking = { crm: 'podium', org: 'week', token: 't', full: false, regions: AU };
  const begunAgo = async (hours: number): Promise<boolean> => {
    await db().execute(
      sql`update base_scans set started_at = clock_timestamp() - make_interval(hours => ${hours})
        where org = 'week' and is_full and state = 'complete'`,
    );
    const { id, isFull } = await openScan(db(), asking);
    await cancelScan(db(), id);
    return isFull;
  };
  expect([await begunAgo(6 * 24), await begunAgo(7 * 24 + 1)]).toEqual([false, true]);
});

test('What nothing can be planned with is counted and named, and not indexed', async () => {
  const scan = await openScan(db(), { crm: 'podium', org: 'i', token: 't', full: false, regions: AU });
  const [good, timeless, odd] = people(3).map((one, at) => ({
    ...one,
    ...[{}, { updatedAt: '' }, { uid: 'a b' }][at],
  }));
  const contacts = [good, timeless, odd].filter((one) => one !== undefined);
  const page = preparePage(contacts, { regions: AU, rejected: [{ uid: 'ct_x', reason: 'other_organization' }] });
  await takePage(db(), { scan: scan.id, token: 't', asked: { cursor: null, since: null }, page, nextCursor: null });
  expect(await openScan(db(), { crm: 'podium', org: 'i', token: 't', full: false, regions: AU })).toMatchObject({
    contacts: 1,
    rejected: 3,
    rejectedFirst: [
      { uid: 'ct_x', reason: 'other_organization' },
      { uid: 'ct_0001', reason: 'no_updated_at' },
      { uid: '?', reason: 'odd_uid' },
    ],
  });
});
