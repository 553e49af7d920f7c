import type { Page } from 'playwright-core';
import { patience } from '../support/patience.ts';

export interface DemoWalk {
  page: Page;
  /** As the terminal prints it: `…/login#CODE`. */
  link: string;
  /** Looks at the page: its name, once it says what it is about. */
  see?: (name: 'start' | 'preview' | 'review' | 'run' | 'report') => Promise<unknown>;
}

const LONG = { timeout: patience(90_000) };

/** The whole job on the pages of a demo, from its link to the report of a run, and nothing of it in a terminal. */
export async function walkDemo({ page, link, see = async () => undefined }: DemoWalk): Promise<void> {
  const { origin } = new URL(link);
  const leads = async (click: string): Promise<void> => {
    await Promise.all([page.waitForNavigation(), page.click(click)]);
  };
  await page.goto(link);
  await page.fill('#name', 'Ann Example');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${origin}/`);
  await see('start');
  await leads('button:has-text("Take the sample")');
  await page.waitForSelector('#costs', LONG);
  await see('preview');
  await page.check('input[value=real]');
  await page.check('input[name=sure]');
  await leads('button:has-text("Start")');
  await page.click('.told a[href^="/runs/"]', LONG);
  await page.waitForSelector('main:has-text("Waits for a decision")', LONG);
  const run = page.url();
  await page.waitForSelector('main a[href*="/workflows/dedupe-"]:has-text("In the Temporal UI")');
  await leads('main a:has-text("to decide")');
  await page.selectOption('select[name=decision]', 'review');
  await leads('form[role=search] button');
  await leads('a:has-text("Go through these")');
  await leads('button:has-text("Look now")');
  await page.waitForSelector('main:has-text("looked at in")');
  await see('review');
  // One of them the demo itself has merged already.
  for (const key of ['a', 'a', 'a', 'r']) {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    await page.waitForSelector('[role=status]:has-text("Cluster")');
  }
  await page.goto(run);
  await page.waitForSelector('main:has-text("3 of 3 approved clusters")', LONG);
  await see('run');
  await page.click('summary:has-text("End it")');
  await page.click('button[value=finish]');
  await page.click('a[href$="/report"]', LONG);
  await page.waitForSelector('h1:has-text("merged")');
  await see('report');
}
