import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOOK_MS = 2_000;

/** Says in the data folder where a server of it is, for whoever wants a login there. Returns what takes it back. */
export function publishServer(dataDir: string, url: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const path = pathOf(dataDir);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify({ url }), { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
  return () => {
    if (readUrl(path) === url) rmSync(path, { force: true });
  };
}

/** The address of a server of this data folder that answers; null where none does. */
export async function findServer(dataDir: string): Promise<string | null> {
  const url = readUrl(pathOf(dataDir));
  if (url === null) return null;
  const answer = await fetch(`${url}/`, { signal: AbortSignal.timeout(LOOK_MS) }).catch(() => null);
  return answer?.ok ? url : null;
}

function readUrl(path: string): string | null {
  try {
    const { url } = JSON.parse(readFileSync(path, 'utf8')) as { url?: unknown };
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'api.json');
}
