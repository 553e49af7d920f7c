import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where root may keep what another user must reach. The first lasts; the others may be emptied by the system. */
const SYSTEM_FOLDERS = ['/var/lib', '/var/tmp', tmpdir()];

/** Our folder in the first of these that lets us have one: open to all for passing, writable for us only. */
export function systemFolder(parents: string[] = SYSTEM_FOLDERS): string {
  for (const parent of parents) {
    const folder = join(parent, 'contact-dedupe');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 });
      const { mode, uid } = lstatSync(folder);
      if (uid !== process.getuid?.() || (mode & 0o022) !== 0) continue;
      chmodSync(folder, 0o711);
      return folder;
    } catch {
      // Not this one.
    }
  }
  throw new Error(`Cannot make a folder 'contact-dedupe' in any of: ${parents.join(', ')}`);
}
