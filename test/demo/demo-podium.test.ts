import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openChromium } from '../browser/chromium.ts';
import { patience } from '../support/patience.ts';
import { startDemoOnTerminal } from './start-demo.ts';

const CTRL_C = '\u0003';

test('The demo of a contact base is let in, scans, goes through a dry run that changes nothing, shows that the CRM merges, merges what a person has approved, and proves that nobody was opted in; the link that it prints shows its runs', {
  timeout: patience(6 * 60_000),
}, async () => {
  const demo = startDemoOnTerminal('--crm', 'podium');
  onTestFinished(() => void demo.process.kill('SIGKILL'));
  await demo.untilSaid('All stays up until Ctrl-C.', 5 * 60_000);
  const said = demo.said();
  const [link = ''] = said.match(/http:\/\/\S+\/login#\S+/) ?? [];
  expect(await reportsFrom(link)).toEqual([
    expect.stringMatching(/^[1-9]\d* duplicate contacts merged/),
    expect.stringMatching(/would be merged/),
  ]);
  demo.type(CTRL_C);
  expect(await demo.exited, demo.said()).toEqual([0, null]);
  expect(said).toMatch(/is complete: \d+ contacts/);
  expect(said).toMatch(/[1-9]\d* pairs would be merged/);
  expect(said).toContain("The practice Podium's own log of what was changed there: nothing.");
  expect(said).toMatch(/Merges by moving the data and deleting/);
  expect(said).toMatch(/[1-9]\d* pairs merged/);
  expect(said).toMatch(/can(not)? be taken back/);
  expect(said).toMatch(/messages to somebody who had refused them +0\n/);
  const steps = join(demo.folder, 'data/demo/podium-steps.csv');
  expect(existsSync(steps)).toBe(true);
  expect(said).toContain(readFileSync(steps, 'utf8').split('\n')[0]);
});

/** What the report of each run is headed, the newest first, as a person comes to it from the link. */
async function reportsFrom(link: string): Promise<string[]> {
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.goto(link);
    await page.fill('#name', 'Ann Example');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${new URL(link).origin}/`);
    await page.click('nav >> text=Runs');
    const runs = await page.locator('tbody th a').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
    const heads: string[] = [];
    for (const run of runs) {
      await page.click(`a[href="${run}"]`);
      await page.click('a:has-text("The report")');
      heads.push((await page.locator('h1').textContent()) ?? '');
      await page.goto(new URL('/runs', link).href);
    }
    return heads;
  } finally {
    await browser.close();
  }
}
