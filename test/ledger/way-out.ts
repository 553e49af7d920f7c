import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { keepWord } from '../../store/ledger/settle-pair.ts';
import type { Settlement } from '../../store/ledger/settlement.ts';
import { FINAL } from '../../store/pair-states.ts';
import type { PairKey } from '../../store/types.ts';
import { expectLawful, type LedgerPair, ledgerPairs } from './laws.ts';
import { expectKeptApart } from './refusals.ts';
import { type Theatre, TIMING } from './theatre.ts';

/** More words than that help nobody. */
const MOST_WORDS = 4;

/** Every pair that was sent comes to its end by words that a person can say, or by the next run, and leaves no lock. */
export async function expectWayOut({ theatre, plans }: { theatre: Theatre; plans: Plan[] }): Promise<void> {
  theatre.here.sandbox.clearFaults();
  await theatre.pass(10 * TIMING.quietMs);
  const said: string[] = [];
  for (const pair of await ledgerPairs(theatre)) said.push(...(await leadOut(theatre, pair)));
  // What a lost run has not sent, the next one of its plan begins anew.
  for (const plan of plans) {
    const isLeft = (await ledgerPairs(theatre)).some(({ state }) => state === 'intent');
    if (!isLeft) continue;
    await theatre.merge(plan, null);
  }
  await expectLawful(theatre);
  await expectKeptApart(theatre);
  const left = (await ledgerPairs(theatre)).filter(({ state, sends }) => sends > 0 && !FINAL.includes(state));
  expect(
    left.map(({ primary, duplicate, state }) => `${primary}<-${duplicate} ${state}`),
    `no way out: ${said.join('; ')}`,
  ).toEqual([]);
  expect(await theatre.here.deps.db.execute(sql`select 1 from locks where org = ${theatre.org}`)).toHaveLength(0);
}

async function leadOut(theatre: Theatre, pair: LedgerPair): Promise<string[]> {
  const said: string[] = [];
  for (let words = 0; words < MOST_WORDS; words += 1) {
    const now = (await ledgerPairs(theatre)).find(
      ({ cluster, primary, duplicate }) =>
        cluster === pair.cluster && primary === pair.primary && duplicate === pair.duplicate,
    );
    if (now === undefined || now.sends === 0 || FINAL.includes(now.state)) break;
    said.push(`${now.state}: ${await say(theatre, now, words)}`);
  }
  return said;
}

async function say(theatre: Theatre, pair: LedgerPair, words: number): Promise<string> {
  const { cluster: clusterId, primary, duplicate } = pair;
  // A word that is refused because a look proves it otherwise now is followed by that one.
  const as = pair.state === 'not-applied' ? 'abandon' : words % 2 === 0 ? 'merged' : null;
  if (as !== null) {
    const end = await theatre.resolve({ clusterId, primary, duplicate, as, by: 'ada' }, null);
    return `${as} ${typeof end === 'string' ? end : end?.outcome}`;
  }
  return settle(theatre, pair, 'settled-merged');
}

/** As a person does it: looks, agrees to what is shown, and says why. */
export async function settle(theatre: Theatre, pair: LedgerPair, as: Settlement): Promise<string> {
  const { cluster: clusterId, primary, duplicate } = pair;
  const look = await theatre.resolve({ clusterId, primary, duplicate, as, by: 'ada' }, null);
  if (look === null || typeof look === 'string') return `${as} ${look}`;
  const key: PairKey = {
    ...{ mode: 'real', crm: 'devrev', org: theatre.org, clusterId },
    ...{ primaryId: primary, duplicateId: duplicate },
  };
  const digest = look.seen?.digest ?? randomUUID();
  const id = await keepWord(theatre.here.deps.db, { key, as, by: 'ada', because: 'for the sake of the test', digest });
  const end = await theatre.resolve({ clusterId, primary, duplicate, as, by: 'ada', word: { id, digest } }, null);
  return `${as} ${typeof end === 'string' ? end : end?.outcome}`;
}
