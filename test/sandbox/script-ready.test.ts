import { expect, test } from 'vitest';
import { sandboxScript } from './sandbox-script.ts';

test('The script says where it listens as JSON, serves its world, and ends with 0 on SIGTERM.', async () => {
  const { child, firstLine, exit } = sandboxScript([
    '--json',
    '--seed',
    '7',
    '--consumed',
    'pointer',
    '--rate-limit',
    '45/60s',
  ]);
  const ready = JSON.parse((await firstLine) ?? '{}');
  expect(Object.keys(ready)).toEqual(['url', 'attachmentUrl', 'org', 'tokens']);
  const headers = { Authorization: `Bearer ${ready.tokens[0]}` };
  const response = await fetch(`${ready.url}/rev-users.list?limit=100`, { headers });
  expect(response.headers.get('x-ratelimit-limit')).toBe('45');
  expect(JSON.parse(await response.text()).rev_users).toHaveLength(100);
  const settings = JSON.parse(await (await fetch(`${ready.url}/__sandbox/settings`)).text());
  expect(settings).toMatchObject({ consumed: 'pointer', mergeDelayMs: 50 });
  child.kill('SIGTERM');
  expect(await exit).toEqual({ code: 0, signal: null });
});
