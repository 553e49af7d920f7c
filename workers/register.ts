import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Deps } from '../activities/deps.ts';
import type { Logger } from '../log/logger.ts';
import { forgetWorker, type LiveWorker, registerWorker } from '../store/identity/live-workers.ts';
import { SCHEMA_VERSION } from '../store/schema-version.ts';

/** Often enough that one lost renewal, or two, make nobody take it for gone. */
const RENEW_MS = 10_000;

const PACKAGE = new URL('../package.json', import.meta.url);

export interface Registered {
  /** Says so at once; an organization is named when the CRM has said that our token is of it. */
  renew(organization?: { crm: string; org: string }): Promise<void>;
  end(): Promise<void>;
}

/** Lets others see that this worker is up, and for whom. A registration that fails stops no step. */
export function keepRegistered(options: Pick<Deps, 'db' | 'store'> & { queue: string; log: Logger }): Registered {
  const { db, store, queue, log } = options;
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  const { backupStore } = store;
  const worker: LiveWorker = {
    ...{ id: randomUUID(), queue, organizations: [], backupStore, version },
    ...{ schemaVersion: SCHEMA_VERSION, host: hostname(), pid: process.pid },
  };
  const write = (): Promise<void> =>
    registerWorker(db, worker).catch((error: Error) => log.warn({ error: error.name }, 'worker could not register'));
  const timer = setInterval(() => void write(), RENEW_MS);
  timer.unref();
  return {
    renew: (organization) => {
      if (organization !== undefined) worker.organizations = [...worker.organizations, organization];
      return write();
    },
    end: async () => {
      clearInterval(timer);
      await forgetWorker(db, worker.id).catch(() => undefined);
    },
  };
}
