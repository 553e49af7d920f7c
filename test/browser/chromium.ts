import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts the machine's own Chromium: `CHROMIUM_PATH`, else the first known name on the PATH. */
export async function openChromium(env: Record<string, string | undefined> = process.env): Promise<Browser> {
  const executablePath = env.CHROMIUM_PATH ?? onPath(env.PATH ?? '');
  if (executablePath === undefined) {
    throw new Error(
      `This test needs Chromium, and none of ${NAMES.join(', ')} is on the PATH. Install one (on Debian: apt-get install chromium), or set CHROMIUM_PATH to its program`,
    );
  }
  // Chromium has no sandbox for root, as which CI runs.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

function onPath(path: string): string | undefined {
  const files = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return files.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
