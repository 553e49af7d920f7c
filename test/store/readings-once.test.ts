import pg from 'pg';
import { expect, inject, test, vi } from 'vitest';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';
import { openStepsHere } from '../support/steps-here.ts';
import { takenOn } from '../support/taken-on.ts';

test('Right before a merge what was accepted of both contacts is read from the store once', async () => {
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const { world, plan } = smallWorld([PAIR]);
  // Before anything connects: a connection of steps asks in its own way, by what it found at first.
  const query = vi.spyOn(pg.Client.prototype, 'query');
  const here = await openStepsHere({ world, databaseUrl });
  try {
    const { pair, token } = await takenOn(here, { plan, org: world.org });
    const { cluster, primary, duplicate } = pair;
    for (const contact of [primary, duplicate]) await here.step('backUpContact', { cluster, contact, readAttempts: 3 });
    await here.step('verifyBackups', { ...pair, token, step: 1 });
    query.mockClear();
    expect(await here.step('checkFresh', { pair: { ...pair, token, step: 2 }, readAttempts: 3 })).toMatchObject({
      kind: 'fresh',
    });
    const texts = query.mock.calls.map(([asked]) => textOf(asked));
    query.mockRestore();
    expect(texts.filter((text) => /^select .* from "readings" where/.test(text))).toHaveLength(1);
  } finally {
    await here.close();
  }
});

function textOf(asked: unknown): string {
  if (typeof asked === 'string') return asked;
  return typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : '';
}
