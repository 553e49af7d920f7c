import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemFolder } from './system-folder.ts';
import { canReach, type SystemUser } from './user.ts';

/** Remembers which folder elsewhere belongs to which data folder. */
interface Elsewhere {
  dataDir: string;
  home: string;
}

/**
 * The folder that holds Postgres' data: the data folder itself, or, where its user cannot reach that (root's private
 * home), a folder of the system that is remembered in `postgres-home.json`.
 */
export function postgresHome(dataDir: string, user: SystemUser | null, systemFolders?: string[]): string {
  mkdirSync(dataDir, { recursive: true, mode: user === null ? 0o700 : 0o711 });
  if (user === null) return dataDir;
  const project = realpathSync(dataDir);
  const note = join(project, 'postgres-home.json');
  const known = readNote(note);
  if (known !== null && !isCopy(known, project)) return checked(known, note);
  if (canReach(project, user)) return project;
  if (existsSync(join(project, 'postgres', 'PG_VERSION'))) {
    throw new Error(
      `User '${user.name}' cannot reach '${project}' any more: allow passing (chmod o+x) on it and above it`,
    );
  }
  const home = mkdtempSync(join(systemFolder(systemFolders), 'data-'));
  chmodSync(home, 0o711);
  writeFileSync(note, `${JSON.stringify({ dataDir: project, home } satisfies Elsewhere)}\n`, { mode: 0o600 });
  return home;
}

/** A moved data folder keeps its database; a copied one, whose original still stands, gets its own. */
function isCopy(known: Elsewhere, project: string): boolean {
  return known.dataDir !== project && existsSync(known.dataDir);
}

function checked({ home }: Elsewhere, note: string): string {
  if (existsSync(home)) return home;
  throw new Error(
    `Postgres' data folder '${home}' is gone: bring it back, or delete '${note}' to begin with an empty one`,
  );
}

function readNote(note: string): Elsewhere | null {
  return existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as Elsewhere) : null;
}
