import { expect, test } from 'vitest';
import type { Crm } from '../../crm/crm.ts';
import { worldWithTickets } from '../sandbox/small-world.ts';
import { followingOf, relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

async function allTickets(crm: Crm, contact: string, relation: 'reported' | 'created' | 'owned'): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = await relationOf(crm, relation).list({ contact, cursor });
    pages.push(page.items.map(({ displayId }) => displayId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

test('more than a page of tickets is read to the end, across empty pages', async () => {
  const { crm } = await sandboxCrm({ world: worldWithTickets(230), emptyPages: true });
  const pages = await allTickets(crm, 'REVU-1', 'reported');
  expect(pages.some((page) => page.length === 0)).toBe(true);
  expect(Math.max(...pages.map((page) => page.length))).toBe(100);
  expect(new Set(pages.flat()).size).toBe(230);
  expect(pages.flat()).toHaveLength(230);
});

test('the three sets of tickets of a contact are different sets', async () => {
  const { crm } = await sandboxCrm();
  expect((await allTickets(crm, 'REVU-2', 'reported')).flat().sort()).toEqual(['TKT-2', 'TKT-3', 'TKT-4']);
  expect((await allTickets(crm, 'REVU-2', 'created')).flat()).toEqual(['TKT-4']);
  expect((await allTickets(crm, 'REVU-2', 'owned')).flat()).toEqual(['TKT-4']);
  expect((await allTickets(crm, 'REVU-3', 'reported')).flat()).toEqual(['ISS-5']);
});

test('a ticket names all its reporters', async () => {
  const { crm } = await sandboxCrm();
  const ticket = await followingOf(crm, 'reported').read('TKT-2');
  expect(ticket?.contacts.sort()).toEqual(['REVU-1', 'REVU-2', 'REVU-5']);
  expect(await followingOf(crm, 'reported').read('TKT-999')).toBeNull();
});
