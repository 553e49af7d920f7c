import type { Client } from '@temporalio/client';
import { loadPeople } from '../config/api-people.ts';
import { type ApiSettings, isThisMachine } from '../config/api-settings.ts';
import { type Config, loadConfig } from '../config/env.ts';
import type { Env } from '../config/variables.ts';
import { keptApartByCrm } from '../control/decisions/kept-apart-by-crm.ts';
import { openServers } from '../control/open-control.ts';
import type { Db } from '../store/database.ts';
import { openPeople, type People } from './people/people.ts';
import { openUploads, type Uploads } from './uploads/uploads.ts';

/** Where people see to runs: what pages and routes about them are built on. */
export interface Desk {
  /** The settings, and what they were read from. */
  config: Config;
  env: Env;
  db: Db;
  /** Connects to Temporal at the first call, and again after a failure. */
  client: () => Promise<Client>;
  people: People;
  settings: ApiSettings;
  uploads: Uploads;
}

export interface DeskOptions {
  /** The settings of runs, and of the verbs that are started for a person. */
  env: Env;
  /** The program whose verbs `preview` and `start` are processes of their own. */
  program: string;
  /** A CSV of invented people to try it with, or null. */
  sample: string | null;
  /** @default that of the settings */
  client?: (() => Promise<Client>) | undefined;
}

export interface OpenDesk extends DeskOptions {
  databaseUrl: string;
  settings: ApiSettings;
}

export function openDesk(options: OpenDesk): Desk & { close(): Promise<void> } {
  const { databaseUrl, settings, env, program, sample } = options;
  const config = loadConfig(env);
  const servers = openServers(config, databaseUrl, 'contact-dedupe pages');
  const links = isThisMachine(settings.host) ? config.dataDir : null;
  const people = openPeople({ tokens: loadPeople(env), links });
  const uploads = openUploads({
    folder: config.dataDir,
    program,
    sample,
    keptApart: () => keptApartByCrm({ db: servers.db, config }),
    // The files that a person's own command line begins and ends with are not those of a page.
    env: { ...env, DATABASE_URL: databaseUrl, CSV_INPUT_PATH: undefined, CSV_OUTPUT_PATH: undefined },
  });
  const close = async (): Promise<void> => {
    uploads.close();
    await servers.close();
  };
  const client = options.client ?? servers.client;
  return { config, env, settings, db: servers.db, client, people, uploads, close };
}
