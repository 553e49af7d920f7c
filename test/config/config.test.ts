import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';

test('A setting that cannot be read is named with its value and what was expected', () => {
  expect(() => loadConfig({ DEVREV_RATE_LIMIT: 'fast' })).toThrow(
    "DEVREV_RATE_LIMIT is 'fast', expected CALLS/WINDOW such as 45/60s, or unlimited",
  );
  expect(() => loadConfig({ DEDUPE_QUIET: 'soon' })).toThrow(
    "DEDUPE_QUIET is 'soon', expected a duration such as 500ms, 45s, 32m or 2h",
  );
});

test('A token is never sent over plain http to another machine', () => {
  expect(() => loadConfig({ DEVREV_BASE_URL: 'http://api.example.com' })).toThrow('a token is only sent over https');
  expect(loadConfig({ DEVREV_BASE_URL: 'http://127.0.0.1:9/' }).crms.devrev?.baseUrl).toBe('http://127.0.0.1:9');
});

test('A token prints as [secret] however it is printed', () => {
  const { devrev } = loadConfig({ DEVREV_API_TOKEN: 'canary-token' }).crms;
  const printed = [`${devrev?.token}`, JSON.stringify(devrev), inspect(devrev), String(devrev?.token)].join(' ');
  expect(printed).not.toContain('canary-token');
  expect(devrev?.token?.reveal()).toBe('canary-token');
});

test('The database address comes from DATABASE_URL, else from POSTGRES_HOST and its like', () => {
  expect(loadConfig({ DATABASE_URL: 'postgres://a/b', POSTGRES_HOST: 'db' }).databaseUrl).toBe('postgres://a/b');
  const env = {
    POSTGRES_HOST: 'db',
    POSTGRES_PORT: '5433',
    POSTGRES_USER: 'u',
    POSTGRES_PASSWORD: 'p@ss',
    POSTGRES_DB: 'd',
  };
  expect(loadConfig(env).databaseUrl).toBe('postgres://u:p%40ss@db:5433/d');
  expect(loadConfig({}).databaseUrl).toBeNull();
});
