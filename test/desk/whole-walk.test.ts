import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLinkCode } from '../../api/people/link-codes.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { openChromium } from '../browser/chromium.ts';
import { HEADER } from '../scripts/input-files.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import type { TestWorker } from '../support/worker-process.ts';
import { type ApiProcess, startApiProcess } from './api-process.ts';
import { type AtBrowser, logInAt } from './at-browser.ts';
import { byKeys, byMouse, type Hands } from './hands.ts';

let browser: Browser;
let scene: Scene;
let api: ApiProcess;
let worker: TestWorker;

const STARTED = '.told a[href^="/runs/"]';
const REPORT = 'a[href$="/report"]';

/** What is decided about four clusters, of two, two, two and four contacts, none of which the rules can tell apart. */
const SIZES = [2, 2, 2, 4];

beforeAll(async () => {
  browser = await openChromium();
  scene = await openScene(smallWorld([0, 10, 20].flatMap(clustersFrom)));
  [api, worker] = await Promise.all([startApiProcess(scene), scene.worker()]);
});

afterAll(async () => {
  await browser?.close();
  await api?.kill();
  await scene?.close();
});

function clustersFrom(first: number): ClusterSpec[] {
  return idsFrom(first).map((ids) => ({
    members: Object.fromEntries(ids.map((id) => [id, [id.replace('REVU', 'TKT')]])),
  }));
}

function idsFrom(first: number): string[][] {
  let next = first;
  return SIZES.map((size) =>
    Array.from({ length: size }, () => {
      next += 1;
      return `REVU-${next}`;
    }),
  );
}

/** The export of those people: nothing but their ids tells them apart, so that a person must look. */
function csvOf(name: string, first: number, firstEmail: number): string {
  const rows = idsFrom(first).flatMap((ids, at) =>
    ids.map((id) => `${emailOf(firstEmail + at)},${id},0,0,0,${id},ACC-1,Example,2025-01-15 9:05,,FALSE,,TRUE,1`),
  );
  const path = join(scene.folder, name);
  writeFileSync(path, `${[HEADER, ...rows].join('\n')}\n`);
  return path;
}

const emailOf = (number: number): string => `person${number}@example.com`;

/** What the CRM has merged of the ten people behind this number. */
function merges(first: number): string[] {
  return scene.sandbox
    .effects()
    .filter(({ kind, primary = '' }) => {
      const number = Number(primary.split('-')[1]);
      return kind === 'merge' && number > first && number <= first + 10;
    })
    .map(({ primary, duplicate }) => `${primary} ${duplicate}`)
    .sort();
}

/** What Temporal's own page of a run says beside it; how to come back to ours is a line of it. */
async function detailsInTemporal(workflowId: string): Promise<string | undefined> {
  return (await scene.client.workflow.getHandle(workflowId).describe()).staticDetails();
}

const says = (page: Page, text: string): Promise<unknown> =>
  page.waitForSelector(`main:has-text("${text}")`, { timeout: patience(60_000) });

interface Walk {
  hands: Hands;
  seen: AtBrowser;
  csv: string;
  /** Before the number of the first contact, and that of the first address. */
  first: number;
  firstEmail: number;
}

async function walk({ hands, seen: { page }, csv, first, firstEmail }: Walk): Promise<void> {
  const id = (number: number): string => `REVU-${first + number}`;
  const email = (number: number): string => emailOf(firstEmail + number);
  await hands.sendFile(csv);
  await says(page, 'What a person decides, and why');
  await says(page, '4 clusters');
  await hands.startForReal('9');
  await page.waitForSelector(STARTED, { timeout: patience(60_000) });
  await hands.follow(STARTED);
  await says(page, 'Real run');
  const run = page.url();
  await says(page, 'Waits for a decision');
  const { options, workflowId } = await requireRun(scene.database.db, new URL(run).pathname.split('/').at(-1) ?? '');
  expect(options).toMatchObject({ canary: 5, limit: 9, approve: 'none' });
  expect(`${await detailsInTemporal(workflowId)}\n`).toContain(`Its pages: ${run}\n`);

  await hands.goTo(run, email(0));
  await hands.say('a');
  await hands.toRun(run);
  await says(page, '1 pair merged');
  expect(merges(first)).toEqual([`${id(1)} ${id(2)}`]);
  await hands.stop('pause');
  await says(page, 'Paused');

  await hands.goTo(run, email(1));
  await hands.say('r');
  await hands.goTo(run, email(2));
  await hands.keepAnother(id(6));
  await hands.goTo(run, email(3));
  await hands.split({ [id(7)]: 1, [id(8)]: 1, [id(9)]: 2, [id(10)]: 2 });
  await hands.toRun(run);
  await says(page, 'Paused');
  expect(merges(first)).toHaveLength(1);
  worker.kill('SIGKILL');
  await worker.exited;
  await hands.stop('resume');
  await says(page, 'No worker answers');
  expect(merges(first)).toHaveLength(1);
  worker = await scene.worker();
  await page.waitForSelector(REPORT, { timeout: patience(120_000) });
  expect(merges(first)).toEqual(
    [`${id(1)} ${id(2)}`, `${id(6)} ${id(5)}`, `${id(7)} ${id(8)}`, `${id(9)} ${id(10)}`].sort(),
  );
  await hands.follow(REPORT);
  await page.waitForSelector('h1:has-text("4 duplicate contacts merged")');
}

test('By mouse a person goes from their file to the report: preview, start, decisions, pause and resume, past a worker that is killed', async () => {
  const seen = await logInAt(browser, api, 'Ann');
  await walk({ hands: byMouse(seen.page), seen, csv: csvOf('ann.csv', 0, 0), first: 0, firstEmail: 0 });
  expect(seen.complaints).toEqual([]);
});

test('By the keyboard alone it is the same', async () => {
  const seen = await logInAt(browser, api, 'Bob');
  await walk({ hands: byKeys(seen.page), seen, csv: csvOf('bob.csv', 10, 4), first: 10, firstEmail: 4 });
  expect(seen.complaints).toEqual([]);
});

test('A page says that its server was killed, and goes on by itself once the server is back and its person logged in anew', async () => {
  const { page, complaints } = await logInAt(browser, api, 'Cleo');
  const clusters = scene.plan.clusters.filter(({ email }) => email === emailOf(8));
  const plan = withDigest({ ...scene.plan, clusters });
  const run = await scene.start({ plan, approve: 'none', dryRun: true });
  await page.goto(`${api.url}/runs/${run.id}`);
  await says(page, 'Waits for a decision');
  await api.kill();
  await page.waitForSelector('[data-live-lost]:not([hidden])');
  api = await startApiProcess(scene, api.port);
  const again = await page.context().newPage();
  await again.goto(`${api.url}/login#${createLinkCode(api.dataDir)}`);
  await again.fill('#name', 'Cleo');
  await again.keyboard.press('Enter');
  await again.waitForURL(`${api.url}/`);
  await again.goto(`${api.url}/runs/${run.id}`);
  await again.click('button:has-text("Pause")');
  await page.bringToFront();
  await says(page, 'Paused');
  expect(await page.isHidden('[data-live-lost]')).toBe(true);
  await scene.client.workflow.getHandle(run.workflowId).cancel();
  expect(complaints).toEqual([]);
});
