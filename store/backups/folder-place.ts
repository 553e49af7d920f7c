import type { BackupPlace } from './backup-store.ts';
import { safeName } from './name.ts';

/** Backups as folders under `root`, whose names end in the contact's id. */
export function folderPlace(root: string): BackupPlace {
  return {
    name: root,
    commandToFind: (contact) => {
      const name = safeName(contact);
      return `find ${inShell(root)} -maxdepth 1 -name '*_${name}' -o -name '*_${name}.*'`;
    },
  };
}

/** Quoted, so that whoever pastes it runs nothing else. */
function inShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
