import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanCluster } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { openScanScene, type ScanScene } from '../scans/scan-scene.ts';
import { answered } from './at-terminal.ts';
import { runScript } from './run-script.ts';

let scene: ScanScene;
let across: PlanCluster;

beforeAll(async () => {
  scene = await openScanScene();
  await scene.worker();
});

afterAll(() => scene.close());

function names(): string[] {
  const uids = across.members.flatMap(({ fields }) => fields?.locations?.split(' ') ?? []);
  return scene.world.locations.filter(({ uid }) => uids.includes(uid)).map(({ name }) => name);
}

test('A line for review has the names of places and the last touch of every contact', async () => {
  await runScript(scene, ['scan', '--crm', 'podium', '--region', 'AU']);
  await runScript(scene, ['preview', '--crm', 'podium', '--out', 'plan.json', '--review', 'review.ndjson']);
  const { clusters } = parsePlan(readFileSync(join(scene.folder, 'plan.json'), 'utf8'));
  const found = clusters.find(({ reason }) => reason.includes('no location'));
  if (found === undefined) throw new Error('The sample has nobody in two places');
  across = found;
  const lines = readFileSync(join(scene.folder, 'review.ndjson'), 'utf8').trimEnd().split('\n');
  const members = lines.flatMap((line) => JSON.parse(line).members);
  expect(members.length).toBeGreaterThan(4);
  for (const one of members) {
    expect(scene.world.locations.map(({ name }) => name)).toContain(one.location_name);
    expect(one).toMatchObject({
      last_touch_event: expect.any(String),
      last_touch_ts: expect.stringMatching(/^20.*Z$/),
    });
  }
});

test('explain names places by the file beside the plan, without a server', async () => {
  const place = { folder: scene.folder, env: {} };
  const { code, out } = await runScript(place, ['explain', across.id, '--plan', 'plan.json']);
  expect(code).toBe(0);
  expect(out).toMatch(/^\+/);
  expect(names().length).toBeGreaterThan(1);
  for (const name of names()) expect(out).toContain(name);
  for (const { uid } of scene.world.locations) expect(out).not.toContain(uid);
});

test('review shows the phone, places by name, last touches and what is refused before anything else; explain has them of a run', async () => {
  await runScript(scene, ['start', '--plan', 'plan.json', '--dry-run', '--yes']);
  const { sent } = await answered(scene, { args: ['review', '--by', 'ada'], question: 'q quit', key: 'q' });
  const card = sent.slice(sent.indexOf('to decide'));
  const [phone, place, touch, refused, kept] = [
    card.search(/^\+\d{8,}/m),
    card.search(/(Harbour|Ridge|Bay) Motors/),
    card.search(/last touch:\s+\w+/),
    card.indexOf('Refused once merged: '),
    card.search(/1 [0-9a-f-]{10,}/),
  ];
  expect([phone, place, touch, refused, kept]).not.toContain(-1);
  expect([phone, place, touch, refused, kept]).toEqual([phone, place, touch, refused, kept].sort((a, b) => a - b));
  const { out } = await runScript(scene, ['explain', across.id]);
  for (const name of names()) expect(out).toContain(name);
  expect(out).toMatch(/last_touch \w+/);
  const json = JSON.parse((await runScript(scene, ['explain', across.id, '--json'])).out);
  expect(Object.values(json.places)).toEqual(expect.arrayContaining(names()));
  expect(Object.keys(json.lastTouch).sort()).toEqual(across.members.map(({ id }) => id).sort());
});

test('Where the file beside the plan is missing, start says that nobody knows of which scan it is, and the run keeps that word', async () => {
  await runScript(scene, ['preview', '--crm', 'podium', '--threshold', '70', '--out', 'other.json']);
  rmSync(join(scene.folder, 'other.scan.json'));
  const { code, out, err } = await runScript(scene, ['start', '--plan', 'other.json', '--dry-run', '--yes', '--json']);
  expect({ code, err }).toMatchObject({
    code: 0,
    err: expect.stringContaining('Of which scan the plan is nobody knows'),
  });
  const { run } = JSON.parse(out);
  const [stored] = await scene.database.db.execute(sql`select options -> 'scan' as scan from runs where id = ${run}`);
  expect(stored).toEqual({ scan: 'unknown' });
  expect((await runScript(scene, ['status', run])).out).toContain('nobody knows which scan');
});
