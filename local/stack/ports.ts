import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotReachable } from '../../config/not-reachable.ts';
import { freePort } from '../free-port.ts';
import { portHolder } from '../port-holder.ts';

/** What of the stack has a port that others know. */
export type Door = 'Temporal' | "Temporal's pages" | 'Postgres' | 'the customers API';

export interface DoorOptions {
  dataDir: string;
  door: Door;
  /** Where it is at first; any free port when left out. */
  usual?: number;
  /** Where a person wants it, wherever it was. */
  set?: number;
  say: (line: string) => void;
}

/**
 * Starts what listens there on the port that it had last in this data folder, so that whoever knows its address finds it again. Where somebody
 * else has that port, it says who, as far as the system tells, and takes another one.
 */
export async function startOnKeptPort<Server>(
  { dataDir, door, usual, set, say }: DoorOptions,
  start: (port: number) => Promise<Server>,
): Promise<Server> {
  const wanted = set ?? keptPorts(dataDir)[door] ?? usual;
  let port = await freePort(wanted);
  if (wanted !== undefined && port !== wanted) {
    say(`Port ${wanted}, where ${door} would be, is taken by ${portHolder(wanted)}: it is at ${port} from now on`);
  }
  const server = await start(port).catch(async (error: unknown) => {
    // Somebody else may take it between the look and the start.
    if (!isPortTaken(error)) throw error;
    port = await freePort();
    return await start(port);
  });
  keepPort(dataDir, door, port);
  return server;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof NotReachable && error.code === 'port-taken';
}

function keptPorts(dataDir: string): Partial<Record<Door, number>> {
  try {
    const kept = JSON.parse(readFileSync(pathOf(dataDir), 'utf8')) as unknown;
    return typeof kept === 'object' && kept !== null ? Object.fromEntries(Object.entries(kept).filter(isPort)) : {};
  } catch {
    // None yet, or not ours to read: then they are chosen anew.
    return {};
  }
}

function isPort([, port]: [string, unknown]): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;
}

function keepPort(dataDir: string, door: Door, port: number): void {
  const kept = keptPorts(dataDir);
  if (kept[door] === port) return;
  const draft = `${pathOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...kept, [door]: port }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, pathOf(dataDir));
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'ports.json');
}
