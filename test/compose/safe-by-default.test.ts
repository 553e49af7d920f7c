import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composeText, readCompose, variablesAsked } from './compose-file.ts';
import { SETTINGS } from './settings.ts';

const { services, volumes } = readCompose(SETTINGS);
const entries = Object.entries(services);

test.each(Object.keys(SETTINGS))('nothing starts before %s is set', (name) => {
  expect(() => readCompose({ ...SETTINGS, [name]: '' })).toThrow(`set ${name} in .env`);
});

test('every password and token comes from a variable', () => {
  const secrets = Object.values(SETTINGS);
  // What names a file holds no secret: the place in the container of one that a variable names.
  const found = entries.flatMap(([name, { environment = {} }]) =>
    Object.entries(environment)
      .filter(([key, value]) => /PASSWORD|PWD|TOKEN(?!S_FILE)/.test(key) && !secrets.includes(value))
      .map(([key]) => `${name}.${key}`),
  );
  expect(found).toEqual([]);
});

test('every port is published on this machine only', () => {
  const ports = entries.flatMap(([, service]) => service.ports ?? []);
  expect(ports).toHaveLength(4);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test('every service that stays up says whether it is well', () => {
  const staying = entries.filter(([, { restart }]) => restart === 'unless-stopped');
  expect(staying.length).toBeGreaterThan(4);
  for (const [name, { healthcheck }] of staying) expect(healthcheck?.test, name).toBeDefined();
});

test('every volume is named and declared, or the folder of input that is read only', () => {
  for (const [name, service] of entries) {
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      expect(source in volumes || volume.endsWith(':ro'), `${name}: ${volume}`).toBe(true);
    }
  }
});

test('runs are seen to by those of API_TOKENS_FILE, which the server reads and cannot write; without it by nobody', () => {
  const { app } = readCompose({ ...SETTINGS, API_TOKENS_FILE: '/srv/people' }).services;
  expect(app?.environment?.API_TOKENS_FILE).toBe('/run/people');
  expect(app?.volumes).toContain('/srv/people:/run/people:ro');
  expect(services.app?.environment?.API_TOKENS_FILE).toBeFalsy();
  expect(services.app?.volumes).toContain('/dev/null:/run/people:ro');
});

test('every service waited for exists', () => {
  const waited = entries.flatMap(([, service]) => Object.keys(service.depends_on ?? {}));
  for (const name of waited) expect(Object.keys(services)).toContain(name);
});

test("whoever uses the database waits until its schema is this version's", () => {
  const users = entries.filter(([, { environment = {} }]) => environment.POSTGRES_HOST === 'postgres');
  expect(users.map(([name]) => name).sort()).toEqual(['app', 'migrate', 'worker']);
  for (const [name, { depends_on = {} }] of users) {
    const waitsFor =
      name === 'migrate' ? ['postgres', 'service_healthy'] : ['migrate', 'service_completed_successfully'];
    expect(Object.entries(depends_on)).toContainEqual([waitsFor[0], { condition: waitsFor[1] }]);
  }
  expect(services.migrate?.restart).not.toBe('unless-stopped');
});

test('every variable that the file asks for is explained in .env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  for (const name of variablesAsked(composeText())) expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
});

const LEFT_OUT = {
  worker: ['CSV_INPUT_PATH', 'CSV_OUTPUT_PATH', 'DATABASE_URL', 'DEDUPE_HOME', 'POSTGRES_PORT', 'TEMPORAL_TASK_QUEUE'],
  /** Of Podium alone, which this file does not serve. */
  app: ['HOOKS_ALLOWED_HOSTS'],
};

test.each([
  ['worker', ['env', 'notify-settings']],
  ['app', ['api-settings', 'api-bounds', 'api-people']],
] as const)(
  'the container of %s is given every setting that it reads, but those that the file decides',
  (name, files) => {
    const code = files
      .map((file) => readFileSync(new URL(`../../config/${file}.ts`, import.meta.url), 'utf8'))
      .join('\n');
    const read = [...new Set([...code.matchAll(/'([A-Z]+_[A-Z_]+|ENVIRONMENT)'/g)].map(([, one = '']) => one))];
    const given = Object.keys(services[name]?.environment ?? {});
    // What speeds up a start, and what a fault test kills it by, is no setting of an installation.
    const ours = read.filter((one) => !['DEDUPE_WORKFLOW_BUNDLE', 'DEDUPE_FAILPOINT'].includes(one));
    expect(ours.filter((one) => !given.includes(one)).sort()).toEqual(LEFT_OUT[name]);
  },
);
