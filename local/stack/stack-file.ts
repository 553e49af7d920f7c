import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Todo } from '../../config/todo.ts';
import { identify, isRunning, type ProcessIdentity } from '../process/identity.ts';

/** What `stack.json` in the data folder says: who owns the local stack, and where its parts are once it is up. */
export interface StackFile {
  owner: ProcessIdentity;
  /** Null while it starts. */
  up: StackAddresses | null;
  /** The servers' processes, so that a later start can see to it that they are gone. */
  servers: ProcessIdentity[];
}

export interface StackAddresses {
  /** Null where TEMPORAL_ADDRESS named a server, so that none was started. */
  temporalAddress: string | null;
  /** Empty where there is no Temporal at all: the customers API started its database alone. */
  namespace: string;
  uiUrl: string | null;
  /** With its password, hence the file's mode 0600. Null where DATABASE_URL named a database. */
  databaseUrl: string | null;
}

/** A local stack owns this data folder already. Exit code 2. */
export class StackRunning extends Error {
  override readonly name = 'StackRunning';
  readonly exitCode = 2;
  readonly running: StackFile;
  readonly todo: Todo | null;

  constructor(dataDir: string, running: StackFile) {
    super(`A local stack is already up for '${dataDir}': process ${running.owner.pid}, ${whereIs(running)}`);
    this.running = running;
    this.todo = isOfApi(running) ? { code: 'end-api', values: {} } : null;
  }
}

function whereIs(running: StackFile): string {
  if (running.up === null) return 'still starting';
  return isOfApi(running) ? 'with Postgres alone' : `Temporal at ${running.up.temporalAddress ?? 'TEMPORAL_ADDRESS'}`;
}

/** The customers API has started its database alone. */
function isOfApi({ up }: StackFile): boolean {
  return up?.namespace === '';
}

/** The local stack that is up for a data folder, or null. A file left behind by a killed owner counts for nothing. */
export function findStack(dataDir: string): StackAddresses | null {
  const file = readStackFile(dataDir);
  return file !== null && isRunning(file.owner) ? file.up : null;
}

/** Makes us the owner of the data folder: throws StackRunning if somebody is. Returns what a killed owner left. */
export function claimStack(dataDir: string): StackFile | null {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const left = readStackFile(dataDir);
  if (left !== null && isRunning(left.owner)) throw new StackRunning(dataDir, left);
  if (left !== null) removeStale(dataDir, left);
  // Unreadable, as a power cut may leave it.
  else if (existsSync(pathOf(dataDir))) rmSync(pathOf(dataDir), { force: true });
  const draft = writeDraft(dataDir, { owner: ourselves(), up: null, servers: left?.servers ?? [] });
  try {
    linkSync(draft, pathOf(dataDir));
  } catch (error) {
    const first = readStackFile(dataDir);
    throw first === null ? error : new StackRunning(dataDir, first);
  } finally {
    rmSync(draft, { force: true });
  }
  return left;
}

/** Tells everybody how far we are. */
export function publishStack(dataDir: string, content: Omit<StackFile, 'owner'>): void {
  renameSync(writeDraft(dataDir, { owner: ourselves(), ...content }), pathOf(dataDir));
}

/** Gives the data folder up. */
export function releaseStack(dataDir: string): void {
  rmSync(pathOf(dataDir), { force: true });
}

/** Moves the file away before it goes: had somebody else claimed the folder meanwhile, it is put back. */
function removeStale(dataDir: string, stale: StackFile): void {
  const moved = `${pathOf(dataDir)}.stale-${process.pid}`;
  try {
    renameSync(pathOf(dataDir), moved);
  } catch {
    return;
  }
  const seen = JSON.parse(readFileSync(moved, 'utf8')) as StackFile;
  if (seen.owner.pid !== stale.owner.pid || seen.owner.started !== stale.owner.started) {
    renameSync(moved, pathOf(dataDir));
    throw new StackRunning(dataDir, seen);
  }
  rmSync(moved, { force: true });
}

function writeDraft(dataDir: string, content: StackFile): string {
  const draft = `${pathOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return draft;
}

function readStackFile(dataDir: string): StackFile | null {
  try {
    return JSON.parse(readFileSync(pathOf(dataDir), 'utf8')) as StackFile;
  } catch {
    return null;
  }
}

function ourselves(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, started: 'unknown' };
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'stack.json');
}
