import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { SCHEMA_VERSION } from '../../store/schema-version.ts';
import { createDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';
import { readCompose, type Service } from './compose-file.ts';
import { SETTINGS } from './settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A service's own command line, with its environment and nothing else, where the hosts of the containers are this machine. */
function start(command: string[], env: Record<string, string>): ChildProcess {
  const [script = '', ...args] = command;
  const child = spawn(script, args, { cwd: ROOT, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function says(child: ChildProcess, words: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  for await (const chunk of child.stdout ?? []) {
    said += chunk;
    if (said.includes(words)) return;
  }
  throw new Error(`Ended before it said '${words}': ${said}`);
}

/** The exit code of the health check that the file has for a service. */
async function health({ healthcheck }: Service, env: Record<string, string>): Promise<number> {
  const [kind, ...command] = healthcheck?.test ?? [];
  expect(kind).toBe('CMD');
  const [code] = await once(start(command, env), 'exit');
  return code;
}

/** What the container of a service would see, on this machine. */
function environmentHere(service: Service | undefined, changes: Record<string, string>): Record<string, string> {
  const folder = testFolder();
  const entries = Object.entries(service?.environment ?? {}).map(([name, value]) => [
    name,
    String(value ?? '').replace(/^\/data(?=\/)/, folder),
  ]);
  return { ...Object.fromEntries(entries), ...changes };
}

/** A database for the service, with the user and password that the file gives it. */
async function databaseOf({ environment = {} }: Service): Promise<Record<string, string>> {
  const adminUrl = inject('adminDatabaseUrl');
  const database = new URL(await createDatabase(adminUrl)).pathname.slice(1);
  const { POSTGRES_USER = '', POSTGRES_PASSWORD = '' } = environment;
  const known = await query(adminUrl, `select 1 from pg_roles where rolname = '${POSTGRES_USER}'`);
  if (known.length === 0) await query(adminUrl, `create role ${POSTGRES_USER} login password '${POSTGRES_PASSWORD}'`);
  await query(adminUrl, `alter database ${database} owner to ${POSTGRES_USER}`);
  const { port } = new URL(adminUrl);
  return { POSTGRES_HOST: '127.0.0.1', POSTGRES_PORT: port, POSTGRES_DB: database, DATABASE_URL: '' };
}

test('The sandbox and the worker start by their command lines, and their health checks see them come and go', async () => {
  const [port, attachmentPort] = [await freePort(), await freePort()];
  const { worker, sandbox } = readCompose({ ...SETTINGS, DEVREV_BASE_URL: `http://127.0.0.1:${port}` }).services;
  if (worker?.command === undefined || sandbox?.command === undefined) throw new Error('No worker or sandbox');

  const onFreePorts = (text: string): string =>
    text.replace('9900', String(port)).replace('9901', String(attachmentPort));
  const sandboxHere = {
    ...sandbox,
    command: sandbox.command.map(onFreePorts),
    healthcheck: { test: (sandbox.healthcheck?.test ?? []).map(onFreePorts) },
  };
  const practice = start(sandboxHere.command, {});
  await says(practice, 'DevRev sandbox');
  expect(await health(sandboxHere, {})).toBe(0);

  const postgres = await databaseOf(worker);
  const env = environmentHere(worker, {
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    ...postgres,
    TEMPORAL_TASK_QUEUE: `test-${postgres.POSTGRES_DB}`,
  });
  expect(env.TEMPORAL_NAMESPACE).toBe(inject('temporalNamespace'));
  expect(await health(worker, env)).toBe(6);
  await says(start(worker.command, env), '"ready":true');
  expect(await health(worker, env)).toBe(0);

  practice.kill('SIGTERM');
  await once(practice, 'exit');
  expect(await health(sandboxHere, {})).toBe(1);
});

test('The schema is made by the command line of migrate, which ends with 0, also when it has nothing to do any more', async () => {
  const { migrate } = readCompose(SETTINGS).services;
  if (migrate?.command === undefined) throw new Error('No migrate');
  const env = environmentHere(migrate, await databaseOf(migrate));
  for (const from of [0, SCHEMA_VERSION]) {
    const child = start(migrate.command, env);
    await says(child, `"from":${from},"to":${SCHEMA_VERSION}`);
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
  }
});

test('The customers API starts by its command line, open on this machine, and its health check sees it come and go', async () => {
  const port = String(await freePort());
  const { app } = readCompose(SETTINGS).services;
  if (app?.command === undefined) throw new Error('No app');
  const here = {
    ...app,
    healthcheck: { test: (app.healthcheck?.test ?? []).map((text) => text.replace('8000', port)) },
  };
  const env = environmentHere(app, { ...(await databaseOf(app)), API_PORT: port });
  expect(env.API_HOST).toBe('0.0.0.0');
  expect(await health(here, {})).toBe(1);
  const api = start(app.command, env);
  await says(api, '"url"');
  expect(await health(here, {})).toBe(0);
  const answer = await fetch(`http://localhost:${port}/api/v1/deduplication/analyze`);
  expect(await answer.json()).toMatchObject({ total_records: 0 });
  api.kill('SIGTERM');
  expect(await once(api, 'exit')).toEqual([0, null]);
  expect(await health(here, {})).toBe(1);
});

test("The guard in front of Temporal's pages starts by its command line, and its health check sees whether they are there", async () => {
  const [port, behind] = [String(await freePort()), await freePort()];
  const services = readCompose(SETTINGS).services;
  const guard = services['temporal-ui'];
  if (guard?.command === undefined) throw new Error('No temporal-ui');
  const here = {
    ...guard,
    command: guard.command.map((word) =>
      word.replace('temporal-pages:8080', `127.0.0.1:${behind}`).replace('8233', port),
    ),
    healthcheck: { test: (guard.healthcheck?.test ?? []).map((word) => word.replace('8233', port)) },
  };
  const process = start(here.command, {});
  await says(process, `http://127.0.0.1:${port}`);
  expect(await health(here, {})).toBe(1);
  const pages = createServer((_, answer) => answer.end('well')).listen(behind, '127.0.0.1');
  await once(pages, 'listening');
  expect(await health(here, {})).toBe(0);
  process.kill('SIGTERM');
  expect(await once(process, 'exit')).toEqual([0, null]);
  pages.close();
  pages.closeAllConnections();

  const published = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((one) => [name, one]));
  expect(published).toContainEqual(['temporal-ui', '127.0.0.1:8233:8233']);
  expect(services['temporal-pages']?.ports).toBeUndefined();
});
