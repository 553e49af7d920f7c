import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterAll, beforeAll, inject } from 'vitest';
import { createApi } from '../../api/app.ts';
import { type Desk, openDesk } from '../../api/desk.ts';
import { createLinkCode } from '../../api/people/link-codes.ts';
import { startApiServer } from '../../api/server.ts';
import { loadApiSettings } from '../../config/api-settings.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import { ROLES, type Role } from '../../config/roles.ts';
import { SAMPLE_CSV } from '../../samples/sample.ts';
import { openCustomerStore } from '../../store/customers/customer-store.ts';
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
  /** `GET /plans/:plan`, of all that the server answers. */
  routes: string[];
  /** Answers without a connection: for many. */
  ask(sent: Sent): Promise<{ status: number; body: string }>;
  close(): Promise<void>;
}

/** Whose verbs a server starts. */
export const PROGRAM = fileURLToPath(new URL('../../scripts/cli/contact-dedupe.mjs', import.meta.url));

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
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
  const people = join(dataDir, 'people');
  writeFileSync(people, ROLES.map((role) => `Who may ${role}, ${role}, ${hashOf(tokenOf(role))}\n`).join(''));
  const env = { PATH: process.env.PATH, DEDUPE_HOME: dataDir, DEDUPE_DATA_DIR: dataDir, API_TOKENS_FILE: people };
  const away = async (): Promise<never> => {
    throw new NotReachable('No Temporal here');
  };
  const store = openCustomerStore({ url: databaseUrl });
  const desk = openDesk({
    ...{ databaseUrl, settings, program: PROGRAM, sample: SAMPLE_CSV, client: options.client ?? away },
    env: { ...env, ...options.env },
  });
  const log: string[] = [];
  const logger = pino({}, { write: (line: string) => void log.push(line) });
  const app = createApi({ store, settings, log: logger, desk });
  const server = await startApiServer({ app, host: settings.host, port: 0 });
  const { host } = new URL(server.url);
  const ask: TestDesk['ask'] = async ({ path, method = 'GET', headers = {}, body }) => {
    const init = { method, headers: { host, ...headers }, ...(body !== undefined && { body }) };
    const answer = await app.request(new Request(`${server.url}${path}`, init), {}, {});
    return { status: answer.status, body: await answer.text() };
  };
  const close = async (): Promise<void> => {
    await server.close({ graceMs: 0 });
    await store.close();
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  return { url: server.url, databaseUrl, dataDir, desk, log, routes: [...new Set(routes)], ask, close };
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
export function logIn(desk: Pick<TestDesk, 'url'>, fields: Record<string, string>): Promise<Answer> {
  return send(desk, { path: '/login', method: 'POST', headers: FORM, body: new URLSearchParams(fields).toString() });
}

/** Logs in by a new link. Returns the cookie as a browser sends it. */
export async function cookieByLink(desk: Pick<TestDesk, 'url' | 'dataDir'>, name = 'Ada'): Promise<string> {
  const answer = await logIn(desk, { code: createLinkCode(desk.dataDir), name });
  return cookieOf(answer);
}

export function cookieOf({ headers }: Answer): string {
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}
