import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScanScene, type ScanScene } from '../scans/scan-scene.ts';
import { until } from '../support/outcome.ts';
import { runScript, startScript } from './run-script.ts';

let scene: ScanScene;

beforeAll(async () => {
  scene = await openScanScene();
  await scene.workerHere();
});
afterAll(() => scene.close());

/** From the second page on none is answered before the test says so: scripts take as long as the machine wants. */
function heldPages(): { letGo: () => void } {
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  scene.podium.addFault({ on: 'contacts', skip: 1, times: 1000, do: { kind: 'run', run: () => gate } });
  return { letGo };
}

test('scan reads all, says how fast and which phones are no key, and its CSV is what preview reads from the index too', async () => {
  const { code, out } = await runScript(scene, ['scan', '--crm', 'podium', '--region', 'AU', '--csv-out', 'base.csv']);
  expect(code).toBe(0);
  const { length } = scene.world.contacts;
  expect(out).toMatch(new RegExp(`is complete: ${length} contacts, \\d+ read per minute`));
  expect(out).toMatch(/Contacts with a phone that is no key: .*letters \d/);
  const csv = join(scene.folder, 'base.csv');
  expect(readFileSync(csv, 'utf8').split('\n').length).toBeGreaterThan(length);
  expect(statSync(csv).mode & 0o777).toBe(0o600);
  const preview = ['preview', '--crm', 'podium', '--json', '--region', 'AU'];
  const [fromIndex, fromFile] = await Promise.all([
    runScript(scene, preview),
    runScript(scene, [...preview, 'base.csv'], { PODIUM_CLIENT_SECRET: '', DATABASE_URL: '' }),
  ]);
  expect([fromIndex.code, fromFile.code]).toEqual([0, 0]);
  expect(JSON.parse(fromFile.out).planDigest).toBe(JSON.parse(fromIndex.out).planDigest);
  const doctor = await runScript(scene, ['doctor', '--only', 'token']);
  expect([doctor.code, doctor.out]).toEqual([
    0,
    expect.stringContaining('exchanged for another before that by itself'),
  ]);
  expect(scene.podium.effects()).toEqual([]);
});

test('A scan without a region reads by that of the last one and says so, and another one has all contacts read again', async () => {
  const again = await runScript(scene, ['scan', '--crm', 'podium', '--json']);
  expect(again).toMatchObject({ code: 0, err: expect.stringContaining('Region AU as before') });
  expect(JSON.parse(again.out)).toMatchObject({ isFull: false, region: 'AU' });
  const other = await runScript(scene, ['scan', '--crm', 'podium', '--region', 'NZ', '--json']);
  expect(other).toMatchObject({ code: 0, err: expect.stringMatching(/Region NZ instead of AU: all .* again/) });
  expect(JSON.parse(other.out)).toMatchObject({ isFull: true, region: 'NZ' });
});

test('Of one place alone are the report and the CSV, and a place that there is not is told while the scan has long to go', async () => {
  const [place] = scene.world.locations;
  const there = scene.world.contacts.filter(({ locations }) => locations.includes(place?.uid ?? ''));
  const args = ['scan', '--crm', 'podium', '--region', 'AU'];
  const { code, out } = await runScript(scene, [
    ...args,
    '--location',
    place?.uid ?? '',
    '--csv-out',
    'there.csv',
    '--json',
  ]);
  expect([code, JSON.parse(out).inForce]).toEqual([0, there.length]);
  expect(there.length).toBeLessThan(scene.world.contacts.length);
  const rows = parse<Record<string, string>>(readFileSync(join(scene.folder, 'there.csv')), {
    columns: true,
    bom: true,
  });
  expect(rows.map(({ uid }) => uid).sort()).toEqual(there.map(({ uid }) => uid).sort());
  const { letGo } = heldPages();
  const unknown = await runScript(scene, [...args, '--full', '--location', 'nowhere']);
  expect(unknown).toMatchObject({
    code: 2,
    err: expect.stringMatching(/no place 'nowhere', expected one of: .*goes on: .*scan-/),
  });
  expect(unknown.err).toContain(`${place?.uid} (${place?.name})`);
  expect((await scene.status()).state).toBe('open');
  letGo();
  await scene.over();
  expect((await scene.status()).state).toBe('complete');
  scene.podium.clearFaults();
});

test('A CSV that cannot be written is told with what to do, with 5: the scan is complete, and stays', async () => {
  const folder = join(scene.folder, 'taken-away');
  mkdirSync(folder);
  const { letGo } = heldPages();
  const scan = startScript(scene, ['scan', '--crm', 'podium', '--full', '--csv-out', 'taken-away/base.csv']);
  await scan.says('page');
  rmSync(folder, { recursive: true });
  letGo();
  const { code, out } = await scan.ended;
  expect([code, out]).toEqual([
    5,
    expect.stringMatching(/^Not written: taken-away\/base\.csv \(ENOENT\)\. The scan stays/m),
  ]);
  expect(out).toContain('npm run scan -- --crm podium --csv-out taken-away/base.csv');
  expect((await scene.status()).state).toBe('complete');
  scene.podium.clearFaults();
  mkdirSync(folder);
  const again = await runScript(scene, ['scan', '--crm', 'podium', '--csv-out', 'taken-away/base.csv']);
  expect([again.code, existsSync(join(folder, 'base.csv'))]).toEqual([0, true]);
  const onto = await runScript(scene, ['scan', '--crm', 'podium', '--csv-out', 'taken-away']);
  expect([onto.code, onto.err]).toEqual([2, expect.stringContaining('Cannot write taken-away: it is a folder')]);
});

test('Numbers that another library reads otherwise than when they were stored are shown before the clusters, with the scan', async () => {
  await scene.database.db.execute(sql`update base_keys set version = 'older', key = '+61400000000'
    where (scan, uid) = (select scan, uid from base_keys order by scan desc, uid limit 1)`);
  const { code, out } = await runScript(scene, ['preview', '--crm', 'podium', '--limit', '0']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Scan \d+ of \S+, complete since \d{4}-\S+Z$/m);
  expect(out).toMatch(
    /^Other numbers than when they were stored, by another library or region: 1 contact\n {2}\S+: \+61400000000 → \+\d+$/m,
  );
});

test('status, pause, resume and cancel take the id of a scan', async () => {
  scene.podium.configure({ pageCap: 2 });
  const untilPaused = heldPages();
  const scan = startScript(scene, ['scan', '--crm', 'podium', '--full', '--json']);
  await scan.says('page');
  await until('it is read', async () => (await scene.status()).state === 'open');
  const name = (await scene.status()).scan ?? '';
  expect((await runScript(scene, ['pause', name])).out).toContain(`Scan ${name} is paused`);
  untilPaused.letGo();
  const { code, out } = await runScript(scene, ['status', name, '--json']);
  expect([code, JSON.parse(out)]).toMatchObject([4, { scan: name, state: 'open', waitsFor: 'resume' }]);
  expect((await scan.ended).code).toBe(4);
  expect((await runScript(scene, ['scan', '--crm', 'podium'])).err).toContain('ERR_DEDUP_014');
  const untilCancelled = heldPages();
  expect((await runScript(scene, ['resume', name])).code).toBe(0);
  expect((await runScript(scene, ['cancel', name])).code).toBe(0);
  untilCancelled.letGo();
  await scene.over();
  expect((await runScript(scene, ['status', name])).code).toBe(5);
  scene.podium.clearFaults();
  scene.podium.configure({ pageCap: 10 });
});

test('scan ends with 2 and says authorize where nobody has let us in, and where the CRM is none that is scanned or the CSV has no place', async () => {
  const { code, err } = await runScript(scene, ['scan', '--crm', 'podium'], { PODIUM_TOKEN_FILE: 'none.json' });
  expect([code, err]).toEqual([2, expect.stringContaining('npm run authorize -- --crm podium')]);
  const other = await runScript(scene, ['scan', '--crm', 'devrev'], { DEVREV_API_TOKEN: 'x' });
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('come from a CSV')]);
  const nowhere = await runScript(scene, ['scan', '--crm', 'podium', '--csv-out', 'nowhere/base.csv']);
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringMatching(/there is no folder .*nowhere/)]);
  expect(existsSync(join(scene.folder, 'none.json'))).toBe(false);
});
