#!/usr/bin/env -S node --import tsx
// Takes docs/report.png, the picture in README.md, of the report of a demo: npm run demo, then
//   ./test/browser/picture.ts reports/<run>/report.html
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openChromium } from './chromium.ts';

const PICTURE = fileURLToPath(new URL('../../docs/report.png', import.meta.url));
const SIZE = { width: 1120, height: 1180 };

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Usage: ./test/browser/picture.ts REPORT.html\n');
  process.exit(2);
}
const browser = await openChromium();
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
}
process.stdout.write(`${PICTURE}: ${Math.round(statSync(PICTURE).size / 1024)} KB\n`);
