import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Ends the process where Node is too old, before anything fails for it in words that nobody understands. */
export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`This is Node ${process.versions.node}, expected 20.19 or later: https://nodejs.org`);
  process.exit(6);
}
