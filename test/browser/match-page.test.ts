import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { matchCsv } from '../../matching/host/match-csv.ts';
import { summaryOf } from '../../matching/host/summary.ts';
import { matchHtml } from '../../pages/matching/match-html.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { makeFolder } from '../support/servers.ts';
import { openChromium } from './chromium.ts';
import { contrasts } from './contrast.ts';
import { openOffline } from './open-offline.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await openChromium();
  const rows = [...labelledContacts({ seed: 3, rows: 1500 })].map((row) => contactCells(row).join());
  const names =
    'Anna Ashgrove,Bob Birchwood,Carl Dunmore,Eva Fairlight,Greta Holmquist,Ivan Jessop,Kofi Lindqvist'.split(',');
  const office = names.map((name, at) => `s${at},${name.replace(' ', ',')},,,202 555 0143,${HOSTILE},,`);
  const csv = `${CONTACT_COLUMNS.join()}\n${[...rows, ...office].join('\n')}\n`;
  const found = await matchCsv({ source: csvInMemory('contacts.csv', csv) });
  const page = { ...summaryOf(found, { isPrivate: false }), file: `${HOSTILE}.csv`, seconds: 1.5, peakMiB: 200 };
  const path = join(makeFolder(), 'match.html');
  writeFileSync(path, await matchHtml(page));
  url = pathToFileURL(path).href;
});

afterAll(async () => {
  await browser?.close();
});

test('Without a network the page of a match opens whole, and what a file holds is text', async () => {
  const { page, requests, complaints } = await openOffline(browser, url);
  expect(await page.locator('h2').allInnerTexts()).toEqual([
    'Pairs by weight',
    'Clusters by band and size',
    'What a field is worth',
    'What counts for nothing, and what was left out',
    'What each column was taken for',
  ]);
  expect(await page.locator('h1').textContent()).toMatch(
    /^\d+ people in several rows of <img src=x onerror=alert\(1\)>\.csv$/,
  );
  expect(await page.locator('main').textContent()).toMatch(
    /2025550143 \(phone\) stands on 7 rows, with \d+ or more surnames/,
  );
  expect(await page.locator('img').count()).toBe(0);
  expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
});

test('Its charts are drawn, the two lines in the histogram too, with the same numbers as text, and fit a telephone', async () => {
  const { page } = await openOffline(browser, url, { width: 400 });
  for (const name of ['histogram', 'sizes', 'weights']) {
    const drawn = await page.locator(`#${name} .chart svg:visible`).boundingBox();
    expect(drawn?.width).toBeGreaterThan(300);
    expect(await page.locator(`#${name} table tbody tr`).count()).toBeGreaterThan(1);
  }
  const texts = await page.locator('#histogram svg:visible text').allTextContents();
  expect(texts).toEqual(expect.arrayContaining(['review', 'auto']));
  expect(await page.locator('#match-weights tbody tr').count()).toBeGreaterThan(20);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
});

test.for(['light', 'dark'] as const)('In %s colours every text of it can be read', async (colorScheme) => {
  const { page } = await openOffline(browser, url, { colorScheme });
  const texts = await contrasts(page);
  const [weakest] = texts;
  expect(texts.length).toBeGreaterThan(100);
  expect(weakest?.ratio, weakest?.text).toBeGreaterThanOrEqual(4.5);
});
