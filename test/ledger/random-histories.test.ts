import fc from 'fast-check';
import { inject, test } from 'vitest';
import { createStore } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { smallWorld } from '../support/small-world.ts';
import { histories, type Stage } from './commands.ts';
import { openTheatre } from './theatre.ts';
import { expectWayOut } from './way-out.ts';

/** For every day always the same, so that a change that breaks one is told from chance; `npm run soak` goes on with others. */
const HISTORIES = 150;
const EVERY_DAY = process.env.SOAK_SEED === undefined ? { seed: 20_261_128 } : {};

test('Whatever happens in whatever order, no duplicate is sent to two primaries, nobody whom a person keeps apart is sent, nothing applied is called not applied or abandoned, and every pair has a way out', {
  timeout: patience(400_000),
}, async () => {
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const played = new Map<string, number>();
  const property = fc.asyncProperty(histories, async (commands) => {
    const stage = await openStage(databaseUrl, played);
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: stage }), commands);
      await expectWayOut(stage);
    } finally {
      await stage.theatre.close();
    }
  });
  await fc.assert(property, { numRuns: HISTORIES, endOnFailure: true, ...EVERY_DAY });
  const kinds = [...played].map(([kind, times]) => `${times} × ${kind}`).join(', ');
  process.stdout.write(`${HISTORIES} histories: ${kinds}\n`);
});

/** Three contacts of one person, two plans for them, and a third of an export with a fourth contact. */
async function openStage(databaseUrl: string, played: Map<string, number>): Promise<Stage> {
  const [one, two, three, four] = [['TKT-1'], ['TKT-2'], ['TKT-3'], ['TKT-4']];
  const later = { 'REVU-1': one, 'REVU-2': two, 'REVU-3': three, 'REVU-4': four };
  const { world, plan: third } = smallWorld([{ members: later }]);
  const { plan: first } = smallWorld([{ members: { 'REVU-1': one, 'REVU-2': two, 'REVU-3': three } }]);
  const { plan: second } = smallWorld([{ members: { 'REVU-2': two, 'REVU-1': one, 'REVU-3': three } }]);
  for (const ticket of world.tickets) for (const message of ticket.messages) message.artifacts = [];
  const theatre = await openTheatre({ world, databaseUrl });
  return { theatre, plans: [first, second, third], played };
}
