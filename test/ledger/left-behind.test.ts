import { sql } from 'drizzle-orm';
import { beforeAll, expect, inject, test } from 'vitest';
import { createStore } from '../support/database.ts';
import { TRIO, TRIO_REFS, withRefs } from '../support/external-refs.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTheatre, type Theatre } from './theatre.ts';

let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createStore(inject('adminDatabaseUrl'));
});

test('A pair that a breach leaves behind is not begun, says which pair it waits for, and begins when that one is settled', async () => {
  const { world, plan } = smallWorld([TRIO]);
  const theatre = await openTheatre({ world, databaseUrl });
  try {
    theatre.here.sandbox.addFault({ on: 'rev-users.merge', do: { kind: 'tickets-first' } });
    expect(await theatre.merge(plan, null)).toMatchObject({
      outcome: 'held',
      breach: expect.stringContaining('partial'),
    });
    const waits = { code: 'waits-for', values: { pair: `${plan.clusters[0]?.id}.REVU-2` } };
    expect(await standing(theatre)).toEqual({
      'REVU-2': { state: 'partial', why: { code: 'still-there', values: { things: ['tickets', 'conversations'] } } },
      'REVU-3': { state: 'not-started', why: waits },
    });
    theatre.here.sandbox.act({ kind: 'deleteContact', id: 'REVU-2' });
    const clusterId = plan.clusters[0]?.id ?? '';
    await theatre.resolve({ clusterId, primary: 'REVU-1', duplicate: 'REVU-2', as: 'merged', by: 'ada' }, null);
    expect(await theatre.merge(plan, null)).toMatchObject({ outcome: 'done', merged: 1 });
  } finally {
    await theatre.close();
  }
});

test('A reference that stays taken is tried five times at least, spread over its time, before its change is held', async () => {
  const { world, plan } = withRefs(smallWorld([TRIO]), TRIO_REFS);
  const theatre = await openTheatre({ world, databaseUrl });
  try {
    theatre.here.sandbox.addFault({ on: 'rev-users.update', every: 1, do: '409' });
    expect(await theatre.merge(plan, null)).toMatchObject({ outcome: 'held', merged: 2 });
    const tries = theatre.here.sandbox.requests().filter(({ path }) => path === 'rev-users.update');
    expect(tries.length).toBeGreaterThanOrEqual(5);
  } finally {
    await theatre.close();
  }
});

async function standing({ here, org }: Theatre): Promise<Record<string, object>> {
  const rows = await here.deps.db.execute<{ duplicate: string; state: string; why: object | null }>(sql`
    select duplicate_id as duplicate, state, why from pairs where org = ${org}`);
  return Object.fromEntries(rows.map(({ duplicate, ...row }) => [duplicate, row]));
}
