import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLeashed } from '../process/leash.ts';
import type { SystemUser } from './user.ts';

export interface Cluster {
  /** Postgres' own data folder. */
  pgData: string;
  password: string;
  /** Made just now: nothing was kept here. */
  isNew: boolean;
}

export interface ClusterOptions {
  /** The folder that holds the data folder. */
  home: string;
  /** Where the password is kept. */
  passwordFile: string;
  binaries: string;
  user: SystemUser | null;
}

/** Opens the data folder, making it first where there is none. A half-made one is never used. */
export async function openDataFolder({ home, passwordFile, binaries, user }: ClusterOptions): Promise<Cluster> {
  const pgData = join(home, 'postgres');
  if (existsSync(join(pgData, 'PG_VERSION'))) {
    return { pgData, password: keptPassword(passwordFile, pgData), isNew: false };
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const part = join(home, 'postgres.part');
  const promptFile = join(home, 'postgres.part-password');
  try {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { mode: 0o700 });
    writeFileSync(promptFile, `${password}\n`, { mode: 0o600 });
    for (const path of user ? [part, promptFile] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0);
    await initdb({ part, promptFile, binaries, user });
    renameSync(part, pgData);
  } finally {
    rmSync(promptFile, { force: true });
  }
  return { pgData, password, isNew: true };
}

interface InitOptions {
  part: string;
  promptFile: string;
  binaries: string;
  user: SystemUser | null;
}

/** Passwords only, UTF-8, and an order of texts that is the same on every machine. */
async function initdb({ part, promptFile, binaries, user }: InitOptions): Promise<void> {
  const lines: string[] = [];
  const leash = await startLeashed({
    name: 'initdb',
    command: join(binaries, 'bin', 'initdb'),
    args: [
      ...['--pgdata', part, '--username', 'postgres', '--pwfile', promptFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--no-locale', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      '--no-instructions',
    ],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    cwd: part,
    user,
    onLine: (line) => lines.push(line),
  });
  const { code, signal } = await leash.exited;
  if (code !== 0)
    throw new Error(`Cannot make a Postgres data folder: initdb ended with ${code ?? signal}\n${lines.join('\n')}`);
}

function keptPassword(file: string, pgData: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Error(
    `The password file '${file}' is gone: bring it back, or delete '${pgData}' to begin with an empty database`,
  );
}
