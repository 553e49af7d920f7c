import { createHmac } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { addHookRoutes } from '../../api/hooks/hook-routes.ts';
import { secret } from '../../config/secret.ts';
import type { HookEvent } from '../../crm/connector.ts';
import { podiumHooks } from '../../crm/podium/hooks/podium-hooks.ts';
import { terminalLogger } from '../../log/logger.ts';

const NOW = 1_790_000_000_000;
const KEY = 'of-the-app';
const BODY = JSON.stringify({
  metadata: { eventUid: 'ev-1', eventType: 'contact.merged', organizationUid: 'org-1' },
  data: { before: { uid: 'ct_2', name: 'Ada' }, after: { uid: 'ct_1', phoneNumbers: ['+61491570006'] } },
});

const kept: HookEvent[] = [];

function app(take = async (_: string, event: HookEvent): Promise<unknown> => kept.push(event)): OpenAPIHono {
  const hono = new OpenAPIHono();
  const sources = { podium: { hooks: podiumHooks, secret: secret(KEY) } };
  addHookRoutes(
    hono,
    { sources, allowedHosts: ['hooks.example.com'], take, now: () => NOW },
    terminalLogger({ level: 'silent' }),
  );
  return hono;
}

interface Sent {
  body?: string;
  key?: string;
  at?: number;
  host?: string;
  path?: string;
  headers?: Record<string, string>;
}

async function send(sent: Sent, hono = app()): Promise<number> {
  const { body = BODY, key = KEY, at = NOW, host = 'hooks.example.com', path = '/hooks/podium', headers = {} } = sent;
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  const all = { host, 'podium-timestamp': timestamp, 'podium-signature': signature, ...headers };
  return (await hono.request(`http://${host}${path}`, { method: 'POST', body, headers: all })).status;
}

test('What the CRM signs is taken: an id, a type and uids, and nothing of the contact', async () => {
  kept.length = 0;
  expect(await send({})).toBe(202);
  expect(kept).toEqual([{ id: 'ev-1', org: 'org-1', type: 'contact.merged', kind: 'gone', uids: ['ct_1', 'ct_2'] }]);
});

test('What is unsigned, signed by another key or for another body, or too old or too new, is refused and not kept', async () => {
  kept.length = 0;
  expect(await send({ key: 'another' })).toBe(401);
  expect(await send({ headers: { 'podium-signature': '' } })).toBe(401);
  expect(await send({ headers: { 'podium-signature': 'ff' } })).toBe(401);
  expect(await send({ headers: { 'podium-timestamp': '' } })).toBe(401);
  expect(await send({ headers: { 'podium-timestamp': String(Math.floor(NOW / 1000) - 1) } })).toBe(401);
  for (const off of [-301_000, 301_000]) expect(await send({ at: NOW + off })).toBe(401);
  for (const off of [-299_000, 299_000]) expect(await send({ at: NOW + off, body: '{}' })).toBe(202);
  expect(kept).toEqual([]);
});

test('It answers to its own host names alone, for CRMs that tell something, and to bodies of 256 KiB at most', async () => {
  kept.length = 0;
  expect(await send({ host: '127.0.0.1' })).toBe(421);
  expect(await send({ path: '/hooks/devrev' })).toBe(404);
  expect(await send({ path: '/hooks/toString' })).toBe(404);
  expect(await send({ body: `"${'x'.repeat(256 * 1024)}"` })).toBe(413);
  expect(await send({ body: 'not JSON' })).toBe(202);
  expect(kept).toEqual([]);
});

test('Where it cannot be kept, or not within a second, the sender is told to say it again', async () => {
  expect(
    await send(
      {},
      app(() => Promise.reject(new Error('away'))),
    ),
  ).toBe(503);
  expect(
    await send(
      {},
      app(() => new Promise(() => {})),
    ),
  ).toBe(503);
});
