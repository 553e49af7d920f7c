import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../local/postgres/server.ts';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { startTemporal, type TemporalServer } from '../../local/temporal/server.ts';
import { oncePerRun } from './once-per-run.ts';

/** A fresh folder that Postgres' user can pass when we are root. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contact-dedupe-test-'));
  chmodSync(folder, 0o711);
  return folder;
}

export interface TestTemporal {
  folder: string;
  /** Given to start again where a killed one was. */
  port?: number;
  /** Whether workflows survive a kill, in a file in the folder. Slower. */
  kept?: boolean;
}

/** A Temporal server of a test's own, without web pages. */
export async function startTestTemporal({ folder, port, kept = false }: TestTemporal): Promise<TemporalServer> {
  const { path } = await findTemporalBinary();
  return await startTemporal({
    binary: path,
    logFile: join(folder, 'temporal.log'),
    survives: 'kill',
    ...(port !== undefined && { port }),
    ...(kept && { dbFilename: join(folder, 'temporal.db') }),
  });
}

/** A Postgres of a test's own, with its data in the folder. */
export async function startTestPostgres({ folder, port }: { folder: string; port?: number }): Promise<PostgresServer> {
  return await startPostgres({
    dataDir: folder,
    logFile: join(folder, 'postgres.log'),
    durable: false,
    ...(port !== undefined && { port }),
  });
}

export interface TestServers {
  folder: string;
  temporal: TemporalServer;
  postgres: PostgresServer;
  /** Ends both and removes their data. */
  stop(): Promise<void>;
}

/** One Temporal, in memory, and one Postgres, outside a test run. */
export async function startTestServers(): Promise<TestServers> {
  const folder = makeFolder();
  const temporal = await startTestTemporal({ folder });
  const postgres = await startTestPostgres({ folder });
  const stop = async (): Promise<void> => {
    await Promise.all([temporal.kill(), postgres.stop()]);
    for (const path of [folder, postgres.pgData]) rmSync(path, { recursive: true, force: true });
  };
  return { folder, temporal, postgres, stop };
}

/** The one Temporal, in memory, of all projects of a test run. */
export function temporalOfRun(): Promise<{ value: TemporalServer; leave: () => Promise<void> }> {
  return oncePerRun('temporal', async () => {
    const folder = makeFolder();
    const temporal = await startTestTemporal({ folder });
    const drop = async (): Promise<void> => {
      await temporal.kill();
      rmSync(folder, { recursive: true, force: true });
    };
    return { value: temporal, drop };
  });
}

/** The one Postgres of all projects of a test run: the URL of its database `postgres`. */
export function postgresOfRun(): Promise<{ value: string; leave: () => Promise<void> }> {
  return oncePerRun('postgres', async () => {
    const folder = makeFolder();
    const { adminUrl, pgData, stop } = await startTestPostgres({ folder });
    const drop = async (): Promise<void> => {
      await stop();
      for (const path of [folder, pgData]) rmSync(path, { recursive: true, force: true });
    };
    return { value: adminUrl, drop };
  });
}
