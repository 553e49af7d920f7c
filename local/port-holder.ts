import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Who listens on a port of this machine, in words: other users' processes, and other systems than Linux, do not say. */
export function portHolder(port: number): string {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listening(table, port));
  const pid =
    inodes.length === 0 ? undefined : readFolder('/proc').find((name) => /^\d+$/.test(name) && holds(name, inodes));
  return pid === undefined ? 'another program' : `process ${pid} (${nameOf(pid)})`;
}

/** The sockets that listen there. A line: number, local address, remote one, state (0A listens), …, the tenth is the inode. */
function listening(table: string, port: number): string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readText(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(end) && state === '0A')
    .map((fields) => `socket:[${fields[9]}]`);
}

function holds(pid: string, sockets: readonly string[]): boolean {
  return readFolder(`/proc/${pid}/fd`).some((fd) => {
    try {
      return sockets.includes(readlinkSync(`/proc/${pid}/fd/${fd}`));
    } catch {
      return false;
    }
  });
}

function nameOf(pid: string): string {
  return readText(`/proc/${pid}/comm`).trim() || 'it has just ended';
}

function readFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
