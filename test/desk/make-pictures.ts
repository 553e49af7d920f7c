#!/usr/bin/env -S node --import tsx
// Touches: servers, a practice CRM and a worker of its own, in a folder under the system's temp; docs/pictures.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinkCode } from '../../api/people/link-codes.ts';
import { DEFAULT_PROFILE } from '../../contacts/profiles/profiles.ts';
import { SAMPLES } from '../../samples/sample.ts';
import { demoFolders } from '../../scripts/demo/settings.ts';
import { openStage } from '../../scripts/demo/stage.ts';
import { openChromium } from '../browser/chromium.ts';
import { walkDemo } from './demo-walk.ts';

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const SIZE = { width: 1200, height: 900 };
/** Each begins where there is most to see. */
const BEGINS: Record<string, string> = { preview: 'h1', review: 'h1', run: 'h1', report: 'h1' };

const [, , ...given] = process.argv;
if (given.length > 0) {
  process.stdout.write(
    'npm run pictures: goes through the demo by itself, and takes the pictures of README and docs/pages.md\n',
  );
} else await takePictures();

async function takePictures(): Promise<void> {
  const sample = SAMPLES[DEFAULT_PROFILE.name];
  if (sample === undefined) throw new Error('There is no sample to take pictures of');
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const folders = demoFolders({ DEDUPE_HOME: folder, DEDUPE_DATA_DIR: folder });
  const stage = await openStage(folders, sample);
  const browser = await openChromium();
  try {
    await stage.worker();
    const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light', reducedMotion: 'reduce' });
    mkdirSync(PICTURES, { recursive: true });
    const link = `${stage.api.url}/login#${createLinkCode(folders.dataDir)}`;
    await walkDemo({
      page,
      link,
      see: async (name) => {
        const top = BEGINS[name];
        if (top === undefined) return;
        await page.evaluate('document.activeElement?.blur()');
        await page.locator(top).first().scrollIntoViewIfNeeded();
        const path = join(PICTURES, `${name}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        process.stdout.write(`${path}: ${Math.round(statSync(path).size / 1024)} KB\n`);
      },
    });
  } finally {
    await browser.close();
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
