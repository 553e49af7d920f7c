#!/usr/bin/env -S node --import tsx
// Touches: the database that it is given. Started by the benchmark `base`, so that its memory is its own.
import { readFileSync } from 'node:fs';
import type { BaseContact } from '../contacts/base/base-contact.ts';
import { planBase } from '../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../contacts/base/policy.ts';
import type { RegionRules } from '../contacts/base/regions.ts';
import { completeScan } from '../store/base/complete-scan.ts';
import { withBaseIndex } from '../store/base/index-source.ts';
import { preparePage } from '../store/base/prepare-page.ts';
import { openScan } from '../store/base/scans.ts';
import { takePage } from '../store/base/take-page.ts';
import { type Db, openDatabase } from '../store/database.ts';

const [url = '', records = '0', size = '100'] = process.argv.slice(2);
const OWNER = { crm: 'podium', org: 'bench' };
const TOKEN = 'bench';
const REGIONS: RegionRules = {
  locations: new Map([['loc_1', { uid: 'loc_1', name: 'Sydney', country: 'AU' }]]),
  regions: new Map(),
  region: 'AU',
};

const database = openDatabase({ url });
const busy = process.cpuUsage();
const started = performance.now();
const indexed = await index(database.db, { count: Number(records), size: Number(size) });
const between = performance.now();
const { user: indexUser, system: indexSystem } = process.cpuUsage(busy);
const clusters = await cluster(database.db);
const ended = performance.now();
await database.close();
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
const { user, system } = process.cpuUsage(busy);
const seconds = { index: (between - started) / 1000, cluster: (ended - between) / 1000 };
// What of it this process itself worked: on a machine that is shared the rest is waiting.
const cpu = { indexCpu: (indexUser + indexSystem) / 1e6, allCpu: (user + system) / 1e6 };
process.stdout.write(`${JSON.stringify({ ...seconds, ...cpu, indexed, clusters, peakMiB: Number(peak) / 1024 })}\n`);

/** The numbers of a page are read while the page before it is written. */
async function index(db: Db, { count, size: pageSize }: { count: number; size: number }): Promise<number> {
  const scan = await openScan(db, { ...OWNER, token: TOKEN, full: true, regions: REGIONS });
  let writing: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < count; at += pageSize) {
    const page = preparePage(pageOf(at, Math.min(pageSize, count - at)), { regions: REGIONS });
    const asked = { cursor: at === 0 ? null : String(at), since: null };
    const nextCursor = at + pageSize >= count ? null : String(at + pageSize);
    await writing;
    writing = takePage(db, { scan: scan.id, token: TOKEN, asked, page, nextCursor });
    // Lets the page before it be sent while the numbers of the next one are read.
    await new Promise(setImmediate);
  }
  await writing;
  const { next } = await openScan(db, { ...OWNER, token: TOKEN, full: true, regions: REGIONS });
  const page = preparePage([], { regions: REGIONS });
  if (next !== null) await takePage(db, { scan: scan.id, token: TOKEN, asked: next, page, nextCursor: null });
  return (await completeScan(db, { scan: scan.id, token: TOKEN })).contacts;
}

async function cluster(db: Db): Promise<number> {
  let found = 0;
  await withBaseIndex(db, OWNER, async (base) => {
    if (base === null) throw new Error('Nothing is indexed');
    const onCluster = (): void => {
      found++;
    };
    await planBase({ source: base.source, crm: OWNER.crm, policy: DEFAULT_POLICY, regions: REGIONS, onCluster });
  });
  return found;
}

function pageOf(first: number, count: number): BaseContact[] {
  return Array.from({ length: count }, (_, index) => person(first + index));
}

/** Every fifth shares the phone of somebody far away in the list, written in another way. */
function person(at: number): BaseContact {
  const whose = at % 5 === 4 ? Math.floor(((at * 0.618_033_988_7) % 1) * at) : at;
  const digits = String(10_000_000 + whose).padStart(8, '0');
  const number = at % 5 === 4 ? `+61 4${digits}` : `04${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`;
  const uid = `ct_${((at * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}${at.toString(16)}`;
  return {
    uid,
    name: `Person ${whose}`,
    updatedAt: '2026-01-01T00:00:00Z',
    channels: [
      { kind: 'phone', identifier: number, optedOutAt: null, marketingLocations: ['loc_1'] },
      { kind: 'email', identifier: `person.${whose}@example.org`, optedOutAt: null, marketingLocations: [] },
    ],
    tags: at % 3 === 0 ? ['tag_1'] : [],
    locations: ['loc_1'],
    fields: at % 4 === 0 ? { 'address.city': 'Sydney' } : {},
    conversations: at % 2,
  };
}
