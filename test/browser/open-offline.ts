import type { Browser, Page } from 'playwright-core';

export interface Opened {
  page: Page;
  /** Whatever was asked for beside the page itself. */
  requests: string[];
  /** What the console and the page's errors say. */
  complaints: string[];
}

export interface HowToOpen {
  width?: number;
  colorScheme?: 'light' | 'dark';
}

/** Opens a file in the browser as on a machine without a network. */
export async function openOffline(browser: Browser, url: string, options: HowToOpen = {}): Promise<Opened> {
  const { width = 1400, colorScheme = 'light' } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
  const page = await context.newPage();
  const opened: Opened = { page, requests: [], complaints: [] };
  page.on('request', (request) => {
    if (request.url() !== url) opened.requests.push(request.url());
  });
  page.on('console', (message) => opened.complaints.push(message.text()));
  page.on('pageerror', ({ message }) => opened.complaints.push(message));
  await page.goto(url);
  return opened;
}
