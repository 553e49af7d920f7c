import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { reportHtml } from '../../pages/report/report-html.ts';
import { EVIL, EVIL_ID, hostileReport } from '../report/hostile.ts';
import { testFolder } from '../support/folder.ts';
import { openChromium } from './chromium.ts';

test('A browser reads hostile ids, reasons and names as text, and runs no script but the filter', async () => {
  const file = join(testFolder(), 'report.html');
  writeFileSync(file, await reportHtml(hostileReport()));
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    const ids = await page.locator('#pairs tbody th').allTextContents();
    expect(ids).toEqual([EVIL_ID, EVIL, EVIL]);
    const handlers = `[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames().filter((n) => n.startsWith('on')))`;
    expect(await page.evaluate(handlers)).toEqual([]);
    expect([await page.locator('img').count(), await page.locator('script').count(), dialogs]).toEqual([0, 1, []]);

    // Even if some text did become markup, the page's own policy would not let it act.
    const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="alert(3)">')`);
    expect((await refused).type()).toBe('error');
    expect(dialogs).toEqual([]);
  } finally {
    await browser.close();
  }
});
