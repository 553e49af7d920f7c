import { expect, test } from 'vitest';
import { sandboxScript } from '../sandbox-script.ts';

test('The script with --crm podium says where it listens, and ends with 0 on SIGTERM.', async () => {
  const { child, firstLine, exit } = sandboxScript(['--crm', 'podium', '--json']);
  const ready = JSON.parse((await firstLine) ?? '{}');
  expect(Object.keys(ready)).toEqual(['url', 'org', 'clientId', 'clientSecret']);
  expect((await fetch(`${ready.url}/__sandbox/health`)).status).toBe(200);
  expect((await fetch(`${ready.url}/v4/contacts`)).status).toBe(401);
  child.kill('SIGTERM');
  expect(await exit).toEqual({ code: 0, signal: null });
});

test('It refuses a CRM that it does not know.', async () => {
  const { errors, exit } = sandboxScript(['--crm', 'other']);
  expect(await exit).toEqual({ code: 2, signal: null });
  expect(errors()).toContain('expected one of devrev, podium');
});
