import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { type KeptUp, keepUp } from '../process/keep-up.ts';
import { startTemporal, type TemporalServer } from '../temporal/server.ts';
import { startUiProxy, type UiProxy } from '../temporal/ui-proxy.ts';
import { startOnKeptPort } from './ports.ts';

export interface Place {
  dataDir: string;
  say: (line: string) => void;
}

interface KeepOptions extends Place {
  /** Called when it is up again after it ended by itself. */
  onAgain: (isElsewhere: boolean) => void;
}

/** Temporal on the data folder's file. Nobody is told of its pages' own port: what is shown is the proxy's. */
export async function keepTemporal(
  options: KeepOptions & { ui: boolean; binary: string },
): Promise<KeptUp<TemporalServer>> {
  const { dataDir, ui, binary, say, onAgain } = options;
  const start = (): Promise<TemporalServer> =>
    startOnKeptPort({ dataDir, say, door: 'Temporal', usual: 7233 }, async (port) =>
      startTemporal({
        binary,
        port,
        ...(ui && { uiPort: await freePort() }),
        dbFilename: temporalFile(dataDir),
        logFile: join(dataDir, 'logs', 'temporal.log'),
      }),
    );
  return keepUp({
    ...{ name: 'Temporal', first: await start(), start, say },
    onAgain: (now, before) => onAgain(now.address !== before.address),
  });
}

export async function keepPostgres({ dataDir, say, onAgain }: KeepOptions): Promise<KeptUp<PostgresServer>> {
  const start = (): Promise<PostgresServer> =>
    startOnKeptPort({ dataDir, say, door: 'Postgres' }, (port) =>
      startPostgres({ dataDir, port, logFile: join(dataDir, 'logs', 'postgres.log') }),
    );
  return keepUp({
    ...{ name: 'Postgres', first: await start(), start, say },
    onAgain: (now, before) => onAgain(now.url !== before.url),
  });
}

/** What is shown as Temporal's pages, which may be elsewhere after a restart. */
export async function showPages({ pages, ...place }: Place & { pages: () => string }): Promise<UiProxy> {
  return await startOnKeptPort({ ...place, door: "Temporal's pages", usual: 8233 }, (port) =>
    startUiProxy({ target: pages, port }),
  );
}

export function temporalFile(dataDir: string): string {
  return join(dataDir, 'temporal', 'temporal.db');
}
