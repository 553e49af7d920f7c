import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';

const KEY = { NOTIFY_SECRET: 'canary-secret' };

test('Without NOTIFY_URL nobody is told; with it, neither the address nor the secret is ever printed', () => {
  expect(loadConfig(KEY).notify).toBeNull();
  const { notify } = loadConfig({ ...KEY, NOTIFY_URL: 'https://hooks.example.com/canary-path' });
  expect(`${inspect(notify)}${JSON.stringify(notify)}`).not.toMatch(/canary/);
  expect(notify?.format).toBe('json');
});

test.for([
  [
    { NOTIFY_URL: 'http://hooks.example.com/x', ...KEY },
    "NOTIFY_URL uses http: on 'hooks.example.com': expected https",
  ],
  [{ NOTIFY_URL: 'ftp://127.0.0.1/x', ...KEY }, 'NOTIFY_URL is not a usable address'],
  [{ NOTIFY_URL: 'https://ada:word@example.com/', ...KEY }, 'NOTIFY_URL has a name or password'],
  [{ NOTIFY_URL: 'https://example.com/' }, 'NOTIFY_SECRET is not set'],
  [{ NOTIFY_FORMAT: 'xml' }, "NOTIFY_FORMAT is 'xml', expected json or slack"],
] as const)('%j is refused, without its value', ([env, words]) => {
  expect(() => loadConfig(env)).toThrow(words);
  expect(() => loadConfig(env)).not.toThrow(/\/x|word@|canary/);
});

test('A webhook of Slack needs no secret, and http: will do on this machine', () => {
  expect(loadConfig({ NOTIFY_URL: 'https://hooks.example.com/x', NOTIFY_FORMAT: 'slack' }).notify?.secret).toBeNull();
  expect(loadConfig({ NOTIFY_URL: 'http://127.0.0.1:9/', ...KEY }).notify).not.toBeNull();
});
