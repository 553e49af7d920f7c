import { expect, test } from 'vitest';
import { loadApiSettings } from '../../config/api-settings.ts';
import { ConfigError } from '../../config/config-error.ts';

test('Without settings the API is on this machine only, on port 8000, for three sources', () => {
  const settings = loadApiSettings({});
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 8000, token: null, isOpen: false });
  expect(settings.sources).toEqual(['salesforce', 'hubspot', 'internal']);
  expect(settings.uploadLimit).toBe(32 * 1024 * 1024);
});

test('Where others can reach it, it needs a token', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.7', 'crm.example.com', '127.evil.example']) {
    expect(() => loadApiSettings({ API_HOST: host })).toThrow(/API_HOST.*API_TOKEN/);
    expect(() => loadApiSettings({ API_HOST: host, CUSTOMERS_OPEN: '1' })).toThrow(ConfigError);
    expect(loadApiSettings({ API_HOST: host, API_TOKEN: 'x' }).token?.reveal()).toBe('x');
  }
  for (const host of ['localhost', '127.0.0.1', '127.3.2.1', '::1'])
    expect(loadApiSettings({ API_HOST: host }).host).toBe(host);
});

test.each([
  ['API_PORT', '65536'],
  ['API_PORT', '80a'],
  ['CUSTOMERS_OPEN', 'yes'],
  ['CUSTOMER_SOURCES', 'a,,b'],
  ['CUSTOMER_SOURCES', 'a,a'],
  ['CUSTOMER_SOURCES', 'Sales Force'],
  ['CUSTOMER_SOURCES', Array.from({ length: 31 }, (_, index) => `s${index}`).join()],
  ['API_ALLOWED_HOSTS', 'http://x'],
  ['API_UPLOAD_LIMIT', '0'],
  ['API_STREAM_DEADLINE', '0s'],
  ['API_STREAM_DEADLINE', '25h'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => loadApiSettings({ [name]: value })).toThrow(new RegExp(name));
});
