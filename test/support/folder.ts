import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { makeFolder } from './servers.ts';

/** A fresh folder of a test's own, removed after the test. */
export function testFolder(): string {
  const folder = makeFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}
