import type { Browser, Page } from 'playwright-core';
import { createLinkCode } from '../../api/people/link-codes.ts';
import { patience } from '../support/patience.ts';

export interface AtBrowser {
  page: Page;
  /** Requests to another host than ours, and errors of scripts. */
  complaints: string[];
}

/** A person who is logged in by a link, in a browser of their own. */
export async function logInAt(
  browser: Browser,
  { url, dataDir }: { url: string; dataDir: string },
  name: string,
): Promise<AtBrowser> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patience(20_000));
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('dialog', async (dialog) => {
    complaints.push(`asks: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(`${url}/login#${createLinkCode(dataDir)}`);
  await page.fill('#name', name);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);
  return { page, complaints };
}
