import type { Client } from '@temporalio/client';
import { loadPeople } from '../config/api-people.ts';
import { type ApiSettings, isThisMachine } from '../config/api-settings.ts';
import type { Config } from '../config/env.ts';
import { openServers } from '../control/open-control.ts';
import type { Db } from '../store/database.ts';
import { openPeople, type People } from './people/people.ts';

/** Where people see to runs: what pages and routes about them are built on. */
export interface Desk {
  config: Config;
  db: Db;
  /** Connects to Temporal at the first call, and again after a failure. */
  client: () => Promise<Client>;
  people: People;
  settings: ApiSettings;
}

export interface OpenDesk {
  config: Config;
  databaseUrl: string;
  settings: ApiSettings;
  /** @default that of the settings */
  client?: (() => Promise<Client>) | undefined;
}

export function openDesk(options: OpenDesk): Desk & { close(): Promise<void> } {
  const { config, databaseUrl, settings } = options;
  const servers = openServers(config, databaseUrl, 'contact-dedupe pages');
  const links = isThisMachine(settings.host) ? config.dataDir : null;
  const people = openPeople({ tokens: loadPeople(), links });
  const client = options.client ?? servers.client;
  return { config, settings, db: servers.db, client, people, close: servers.close };
}
