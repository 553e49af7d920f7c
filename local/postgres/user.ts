import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root: then it runs as `postgres` if there is one, else as `nobody`. Null: as ourselves. */
export function postgresUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (user === null) throw new Error("Cannot run Postgres as root: add a user 'postgres', or run as another user");
  return user;
}

/** Whether the user can get to everything in a folder: the folder and those above it let them pass. */
export function canReach(folder: string, user: SystemUser): boolean {
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  return dirname(folder) === folder || canReach(dirname(folder), user);
}

function lookUp(name: string): SystemUser | null {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}
