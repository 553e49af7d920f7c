import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportFolder } from '../report/read-report.ts';
import { openChromium } from './chromium.ts';
import { contrasts } from './contrast.ts';
import { type HowToOpen, type Opened, openOffline } from './open-offline.ts';
import { type TroubledRun, troubledRun } from './troubled-run.ts';

let browser: Browser;
let ran: TroubledRun;

beforeAll(async () => {
  browser = await openChromium();
  ran = await troubledRun();
});

afterAll(async () => {
  await browser?.close();
  await ran?.scene.close();
});

function openReport(options: HowToOpen = {}): Promise<Opened> {
  return openOffline(browser, pathToFileURL(join(reportFolder(ran.scene, ran.run), 'report.html')).href, options);
}

test('Without a network the report opens whole: it asks for nothing, complains of nothing, and answers first', async () => {
  const { page, requests, complaints } = await openReport();
  expect(await page.locator('h1').textContent()).toBe('3 duplicate contacts merged, 2 need a look');
  expect(await page.locator('h2').allInnerTexts()).toEqual([
    'What exactly did it do?',
    'Can we take it back?',
    'What needs a person',
    'How far the pairs came',
    'Why pairs were not merged',
    'From the rows to the merges',
    'Pairs per minute',
    'Clusters of the plan',
    'Pair by pair',
    'Where the old ids lead',
    'Opt-outs',
    'How each merge was proven',
    'Backups',
  ]);
  const facts = await page.locator('.facts').textContent();
  for (const fact of [ran.run.id, 'real run', ran.run.org, 'start --approve auto', ran.scene.plan.digest])
    expect(facts).toContain(fact);
  const tiles = await page.locator('.tile').allInnerTexts();
  const numbers = Object.fromEntries(tiles.map((tile) => tile.split('\n').slice(0, 2)));
  expect(numbers).toMatchObject({ 'Merged pairs': '3', 'Tickets conserved': '6', Held: '1', Failed: '1' });
  expect(await page.locator('main').textContent()).toContain('Consent: not checked.');
  expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
});

test('The held pair stands there with its reason and the command to type, and the failed one too', async () => {
  const { page } = await openReport();
  const stopped = await page.locator('.stopped li').allInnerTexts();
  expect(stopped.length).toBe(2);
  const held = stopped.find((text) => text.includes('REVU-7'));
  expect(held).toContain('not applied');
  expect(held).toContain(`npm run resolve -- ${ran.heldPair} --by NAME --as resend`);
  const failed = stopped.find((text) => text.includes('REVU-9'));
  expect(failed).toContain('failed');
  expect(failed).toContain('npm run start');
});

test('Four charts are drawn, with the same numbers as text, and fit a telephone', async () => {
  const { page } = await openReport({ width: 400 });
  for (const name of ['funnel', 'pace', 'strategies', 'sizes']) {
    const chart = page.locator(`#${name} .chart`);
    expect(await chart.getAttribute('aria-label')).toMatch(/\d/);
    const drawn = await chart.locator('svg:visible').boundingBox();
    expect(drawn?.width).toBeGreaterThan(300);
    expect(await chart.locator('svg:visible path[fill="var(--good)"]').count()).toBeGreaterThan(0);
    expect(await page.locator(`#${name} table tbody tr`).count()).toBeGreaterThan(0);
  }
  const steps = await page.locator('#funnel tbody tr').evaluateAll((rows) => rows.map((row) => row.textContent));
  expect(steps).toEqual(['identified5', 'approved5', 'attempted4', 'merged3', 'verified3']);
  expect(await page.locator('#pace figcaption').textContent()).toContain('600 calls in 60 s');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
});

test.for(['light', 'dark'] as const)('In %s colours every text can be read', async (colorScheme) => {
  const { page } = await openReport({ colorScheme });
  const texts = await contrasts(page);
  const [weakest] = texts;
  expect(texts.length).toBeGreaterThan(100);
  expect(weakest?.ratio, weakest?.text).toBeGreaterThanOrEqual(4.5);
  const paper = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
  expect(paper).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 26)' : 'rgb(255, 255, 255)');
});

test('The filter leaves the rows that hold what is typed, and says how many', async () => {
  const { page, complaints } = await openReport();
  const rows = page.locator('#pairs tbody tr:visible');
  expect(await rows.count()).toBe(5);
  await page.getByLabel('Filter').first().fill('revu-7');
  expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('REVU-6')]);
  expect(await page.locator('output').first().textContent()).toBe('1 of 5 rows');
  await page.getByLabel('Filter').first().fill('');
  expect(await rows.count()).toBe(5);
  expect(complaints).toEqual([]);
});

test('On paper it is black on white, without fields to type into', async () => {
  const { page } = await openReport({ colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const style = 'getComputedStyle(document.documentElement)';
  const colors = await page.evaluate(`[${style}.color, ${style}.backgroundColor]`);
  expect(colors).toEqual(['rgb(27, 31, 36)', 'rgb(255, 255, 255)']);
  expect(await page.locator('input:visible').count()).toBe(0);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});
