import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import pino from 'pino';
import { afterAll, beforeAll, inject } from 'vitest';
import { createApi } from '../../api/app.ts';
import type { Desk } from '../../api/desk.ts';
import { createLinkCode } from '../../api/people/link-codes.ts';
import { openPeople } from '../../api/people/people.ts';
import { startApiServer } from '../../api/server.ts';
import { loadApiSettings } from '../../config/api-settings.ts';
import { loadConfig } from '../../config/env.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import { ROLES, type Role } from '../../config/roles.ts';
import { openCustomerStore } from '../../store/customers/customer-store.ts';
import { openDatabase } from '../../store/database.ts';
import { createStore } from '../support/database.ts';
import { makeFolder } from '../support/servers.ts';

/** Of API_TOKEN, which opens nothing of runs. */
export const CUSTOMERS_TOKEN = 'the-token-of-the-customer-routes';

export interface TestDesk {
  url: string;
  databaseUrl: string;
  dataDir: string;
  desk: Desk;
  log: string[];
  close(): Promise<void>;
}

/** The token of the person who has this role. */
export function tokenOf(role: Role): string {
  return `the-token-of-who-may-${role}`;
}

/** A real server on a database of its own, with one person of each role. No Temporal, unless one is given. */
export async function startTestDesk(
  options: { env?: Record<string, string>; client?: Desk['client'] } = {},
): Promise<TestDesk> {
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const dataDir = makeFolder();
  const settings = loadApiSettings({ API_PORT: '0', API_TOKEN: CUSTOMERS_TOKEN, ...options.env });
  const config = loadConfig({ DEDUPE_DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ...options.env });
  const store = openCustomerStore({ url: databaseUrl });
  const database = openDatabase({ url: databaseUrl });
  const tokens = ROLES.map((role) => ({
    name: `Who may ${role}`,
    role,
    digest: createHash('sha256').update(tokenOf(role)).digest(),
  }));
  const away = async (): Promise<never> => {
    throw new NotReachable('No Temporal here');
  };
  const people = openPeople({ tokens, links: dataDir });
  const desk: Desk = { config, settings, db: database.db, client: options.client ?? away, people };
  const log: string[] = [];
  const logger = pino({}, { write: (line: string) => void log.push(line) });
  const app = createApi({ store, settings, log: logger, desk });
  const server = await startApiServer({ app, host: settings.host, port: 0 });
  const close = async (): Promise<void> => {
    await server.close({ graceMs: 0 });
    await store.close();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, databaseUrl, dataDir, desk, log, close };
}

/** One server for all tests of a file. */
export function sharedDesk(options: Parameters<typeof startTestDesk>[0] = {}): () => TestDesk {
  let desk: TestDesk | undefined;
  beforeAll(async () => {
    desk = await startTestDesk(options);
  });
  afterAll(() => desk?.close());
  return () => {
    if (!desk) throw new Error('The server is not up yet');
    return desk;
  };
}

export interface Sent {
  path: string;
  /** @default GET */
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** With any header, as no `fetch` would send it; follows no redirect. */
export function send({ url }: Pick<TestDesk, 'url'>, sent: Sent): Promise<Answer> {
  const { path, method = 'GET', headers = {}, body = '' } = sent;
  return new Promise((resolve, reject) => {
    const asked = request(url + path, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    asked.on('error', reject).end(body);
  });
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** As the person of this role, by token. */
export function as(role: Role): Record<string, string> {
  return { authorization: `Bearer ${tokenOf(role)}` };
}

/** Posts what the login page posts. */
export function logIn(desk: TestDesk, fields: Record<string, string>): Promise<Answer> {
  return send(desk, { path: '/login', method: 'POST', headers: FORM, body: new URLSearchParams(fields).toString() });
}

/** Logs in by a new link. Returns the cookie as a browser sends it. */
export async function cookieByLink(desk: TestDesk, name = 'Ada'): Promise<string> {
  const answer = await logIn(desk, { code: createLinkCode(desk.dataDir), name });
  return cookieOf(answer);
}

export function cookieOf({ headers }: Answer): string {
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}
