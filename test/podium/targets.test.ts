import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { targetWords } from '../../pages/report/target-words.ts';
import { reportTargets } from '../../store/reports/targets.ts';
import type { Report, ReportHead } from '../../store/reports/types.ts';
import { type Run, requireRun } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { loosened } from './loosened.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, FLEET, mobile, phone } from './people.ts';

const single = contact({ name: 'Sam Single', channels: [phone(mobile())] });
const twos = ['Ada Example', 'Bob Example'].map((name, at) => {
  const number = mobile();
  return [
    contact({ name, channels: [phone(number), email(`two${at}@example.com`)], tags: [FLEET] }),
    contact({ name, channels: [phone(number)] }),
  ];
});

let scene: MergeScene;
let run: Run;

beforeAll(async () => {
  scene = await openMergeScene([single, ...twos.flat()], {});
  await scene.workerHere();
  await scene.scan({ full: true });
  const { db } = scene.database;
  await db.execute(sql`
    update base_scans set started_at = started_at - interval '31 days', ended_at = ended_at - interval '31 days'`);
  const { id } = await scene.run();
  await until('the run has ended', async () => (await requireRun(db, id)).state === 'done');
  run = await requireRun(db, id);
  await scene.scan({ full: true });
});

afterAll(() => scene.close());

test('The share of duplicates is counted after each scan: as it was a month ago, and none once all are merged', async () => {
  const { duplicates, indexedPerMinute, mergedPerMinute } = await reportTargets(scene.database.db, run);
  expect(duplicates).toMatchObject([
    { contacts: 5, duplicates: 2 },
    { contacts: 3, duplicates: 0 },
  ]);
  expect(indexedPerMinute).toBeGreaterThan(0);
  expect(mergedPerMinute).toBeGreaterThan(0);
});

test('The report of a run has it, on the page and as data', async () => {
  const folder = join(scene.env.REPORTS_DIR ?? '', run.id);
  await until('the report is written', async () => existsSync(join(folder, 'report.json')));
  const { targets } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ReportHead;
  expect(targets).toMatchObject({ duplicates: [{ contacts: 5, duplicates: 2 }], optOutsBack: 0 });
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('40 % of 5 contacts');
});

test('The report says pair by pair what was said before the merge: whether it can be taken back', () => {
  const folder = join(scene.env.REPORTS_DIR ?? '', run.id);
  const { pairs } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  expect(pairs.map(({ result, takeBack }) => [result, takeBack])).toEqual([
    ['succeeded', 'no-own-email'],
    ['succeeded', 'no-own-email'],
  ]);
  const said = readFileSync(join(folder, 'report.html'), 'utf8').match(
    /cannot be taken back: it has no e-mail of its own/g,
  );
  expect(said).toHaveLength(2);
});

test('A merge that took refusals away is counted for good, also once they are refused again', async () => {
  const { gone } = await loosened(scene);
  const back = async (): Promise<number> => (await reportTargets(scene.database.db, run)).optOutsBack;
  expect(await back()).toBe(1);
  scene.podium.clearFaults();
  await until('the pair is done', async () => {
    return (await scene.pairs()).find(({ duplicate_id }) => duplicate_id === gone.uid)?.state === 'done';
  });
  expect(await back()).toBe(1);
});

test('Each target is said beside what is reached, and what nobody knows is not known', () => {
  const nothing = { duplicates: [], optOutsBack: 0, indexedPerMinute: null, mergedPerMinute: null };
  expect(targetWords(nothing).map(({ now }) => now)).toEqual([
    'not known: no scan has counted them',
    '0 merged pairs',
    'not known',
    'not known',
  ]);
  const day = (at: string, duplicates: number) => ({ at: `${at}T02:00:00.000Z`, contacts: 1_000, duplicates });
  const duplicates = [day('2026-01-01', 80), day('2026-02-01', 30), day('2026-02-20', 9), day('2026-03-05', 4)];
  const [said] = targetWords({ ...nothing, duplicates });
  expect(said?.now).toMatch(/^0.4 % of 1,000 contacts, 3 % on .*1 Feb/);
});
