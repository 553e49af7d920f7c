import { expect, test } from 'vitest';
import type { Crm } from '../../crm/crm.ts';
import { practice } from '../sandbox/practice.ts';
import { message, smallWorld, ticket, worldWithTickets } from '../sandbox/small-world.ts';
import { relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';
import { crmAt } from './servers.ts';

async function reported(crm: Crm): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = await relationOf(crm, 'reported').list({ contact: 'REVU-1', cursor });
    pages.push(page.items.map(({ displayId }) => displayId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

test('our page size is within the cap, so that a server that refuses more serves it', async () => {
  const { crm } = await sandboxCrm({ world: worldWithTickets(120), limitAboveCap: 'refuse' });
  expect((await reported(crm)).map((page) => page.length)).toEqual([100, 20]);
});

test('a page size above the cap is an error where the server refuses it, and only more pages where it clamps', async () => {
  const { sandbox } = await sandboxCrm({ world: worldWithTickets(120), pageCap: 50, limitAboveCap: 'refuse' });
  const crm = crmAt(sandbox.url, { token: 'sandbox-token' });
  await expect(reported(crm)).rejects.toMatchObject({ kind: 'invalid', status: 400, retryable: false });
  sandbox.configure({ limitAboveCap: 'clamp' });
  expect((await reported(crm)).map((page) => page.length)).toEqual([50, 50, 20]);
});

test('a cursor that comes back with other filters is an error; where the server accepts it, it means a place in the other list', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithTickets(3), pageCap: 2 });
  const { nextCursor: cursor } = await relationOf(crm, 'reported').list({ contact: 'REVU-1', cursor: null });
  const others = [
    () => relationOf(crm, 'reported').list({ contact: 'REVU-2', cursor }),
    () => relationOf(crm, 'created').list({ contact: 'REVU-1', cursor }),
    () => relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor }),
  ];
  for (const other of others)
    await expect(other()).rejects.toMatchObject({ kind: 'invalid', status: 400, retryable: false });
  sandbox.configure({ cursorOfOtherFilters: 'accept' });
  expect(await others[0]?.()).toMatchObject({ items: [], nextCursor: null });
});

test('a list is walked forwards to its end, though each page also points backwards', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithTickets(5), pageCap: 2 });
  expect(await reported(crm)).toEqual([['TKT-1', 'TKT-2'], ['TKT-3', 'TKT-4'], ['TKT-5']]);
  const messages = Array.from({ length: 3 }, () => message());
  const other = await practice({ world: smallWorld({ tickets: [ticket({ id: 'TKT-1', messages })] }), pageCap: 2 });
  const timeline = crmAt(other.sandbox.url, { token: 'sandbox-token' });
  const first = await relationOf(timeline, 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  const last = await relationOf(timeline, 'reported').listMessages({ thing: 'TKT-1', cursor: first.nextCursor });
  expect(Buffer.from(last.raw).toString()).toContain('"prev_cursor"');
  expect([first.items.length, last.items.length, last.nextCursor]).toEqual([2, 1, null]);
  expect(sandbox.requests()).toHaveLength(3);
});
