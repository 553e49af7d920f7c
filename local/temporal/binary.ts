import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NotReachable } from '../../config/not-reachable.ts';
import type { Env } from '../../config/variables.ts';
import { buildTemporal, CLI_VERSION } from './build.ts';
import { downloadTemporal } from './download.ts';
import { findOnPath } from './find-on-path.ts';

export interface TemporalBinary {
  path: string;
  /** Where it comes from, in words. */
  how: string;
}

export interface BinarySearch {
  env?: Env;
  /** Where progress lines go. Defaults to stderr. */
  say?: (line: string) => void;
  /** The SDK's own download into a folder: the path of the binary, or null when it cannot be had. */
  download?: (folder: string) => Promise<string | null>;
}

/**
 * Finds a Temporal CLI that can start a server: on PATH, the cached copy, the SDK's own download, or built with Go.
 * Throws NotReachable that says what to do.
 */
export async function findTemporalBinary(search: BinarySearch = {}): Promise<TemporalBinary> {
  const { env = process.env, download = downloadTemporal } = search;
  const say = search.say ?? ((line: string) => process.stderr.write(`${line}\n`));
  const folder = cacheFolder(env);

  const installed = await installedTemporal(env);
  if (installed) return installed;

  say('Temporal is neither on PATH nor cached: trying the download of the Temporal SDK');
  const downloaded = await download(folder);
  if (downloaded && (await isUsable(downloaded))) {
    return { path: downloaded, how: `the download of the Temporal SDK (${downloaded})` };
  }

  const cached = cachedPath(env);
  const built = await buildTemporal({ destination: cached, env, say });
  if (built && (await isUsable(cached))) return { path: cached, how: `built with Go just now (${cached})` };

  throw new NotReachable(
    'No Temporal server can be started: there is no temporal on PATH, no cached copy, no download and no Go 1.25 or later. ' +
      'Install the Temporal CLI (https://docs.temporal.io/cli) or Go, or set TEMPORAL_ADDRESS to a running server',
  );
}

/** The one that is there already, without any download: on PATH, else the cached copy; null when there is none. */
export async function installedTemporal(env: Env = process.env): Promise<TemporalBinary | null> {
  const onPath = findOnPath('temporal', env);
  if (onPath && (await isUsable(onPath))) return { path: onPath, how: `temporal on PATH (${onPath})` };
  const cached = cachedPath(env);
  if (existsSync(cached) && (await isUsable(cached))) return { path: cached, how: `the cached copy (${cached})` };
  return null;
}

function cachedPath(env: Env): string {
  return join(cacheFolder(env), `temporal-cli-${CLI_VERSION}`);
}

/** Outside node_modules, so that a new install does not build again. */
export function cacheFolder(env: Env = process.env): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'contact-dedupe');
}

/** Whether it runs here and calls itself Temporal's CLI. */
async function isUsable(path: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
    return /^temporal version /.test(stdout);
  } catch {
    return false;
  }
}
