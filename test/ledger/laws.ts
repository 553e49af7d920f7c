import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { FINAL, UNSENT, WAITS_FOR_PERSON } from '../../store/pair-states.ts';
import type { PairState } from '../../store/types.ts';
import type { Theatre } from './theatre.ts';

/** What the laws look at: a ledger, and what the CRM received and applied. */
export interface Watched extends Pick<Theatre, 'org'> {
  here: { deps: Pick<Theatre['here']['deps'], 'db'>; sandbox: Theatre['here']['sandbox'] };
}

export interface LedgerPair extends Record<string, unknown> {
  cluster: string;
  primary: string;
  duplicate: string;
  state: PairState;
  sends: number;
  proof: string | null;
}

export async function ledgerPairs({ here, org }: Watched): Promise<LedgerPair[]> {
  const rows = await here.deps.db.execute<LedgerPair>(sql`
    select cluster_id as cluster, primary_id as primary, duplicate_id as duplicate, state, sends, proof from pairs
    where org = ${org} order by 1, 2, 3`);
  return [...rows];
}

/** What no history may break, checked after every command against what the CRM received and applied. */
export async function expectLawful(theatre: Watched): Promise<void> {
  const pairs = await ledgerPairs(theatre);
  const locks = await lockedBy(theatre);
  const merged = mergesOf(theatre);
  const is = (one: LedgerPair): string => `${one.primary}<-${one.duplicate}`;
  const sent = theatre.here.sandbox
    .requests()
    .filter(({ path }) => path === 'rev-users.merge')
    .map(({ primary, duplicate }) => `${primary}<-${duplicate}`);

  for (const duplicate of new Set(pairs.map((one) => one.duplicate))) {
    const into = [...new Set(sent.filter((one) => one.endsWith(`<-${duplicate}`)))];
    const open = into.filter((name) => !pairs.some((one) => is(one) === name && one.state === 'abandoned'));
    expect(open.length, `${duplicate} was sent to ${into.join(' and ')}`).toBeLessThanOrEqual(1);
  }
  expect(new Set(merged.map((one) => one.split('<-')[1])).size, 'merged once each').toBe(merged.length);
  for (const one of pairs) {
    const isApplied = merged.includes(is(one));
    // Another plan's cluster, which a person approved afterwards, may have merged the same two.
    const isOthers = pairs.some((other) => other !== one && is(other) === is(one) && other.sends > 0);
    if (one.state === 'not-applied' || (one.state === 'abandoned' && !isOthers))
      expect(isApplied, `${is(one)} is '${one.state}' and in the effect log`).toBe(false);
    if (one.state === 'done' && one.proof !== 'earlier')
      expect(isApplied, `${is(one)} is done and not in the effect log`).toBe(true);
    const own = locks.filter(({ pair }) => pair === `${one.cluster}.${is(one)}`);
    const held = own.length;
    // In a ledger that was put back a sibling may still have the primary.
    const guarded = [one.primary, one.duplicate].every((contact) =>
      locks.some((lock) => lock.contact === contact && (own.includes(lock) || lock.pair.startsWith(`${one.cluster}.`))),
    );
    if (FINAL.includes(one.state)) expect(held, `${is(one)} has ended with its locks`).toBe(0);
    if (WAITS_FOR_PERSON.includes(one.state) && one.state !== 'held' && one.sends > 0)
      expect(guarded, `${is(one)} waits without its locks`).toBe(true);
    if (UNSENT.includes(one.state) && one.state !== 'intent')
      expect(held, `${is(one)} has locks before it is sent`).toBe(0);
  }
}

/** A merge that the sandbox applied whole, or whose duplicate it took. */
export function mergesOf({ here }: Pick<Watched, 'here'>): string[] {
  return here.sandbox
    .effects()
    .filter(({ kind, consumed }) => ['merge', 'merge-elsewhere', 'merge-completed'].includes(kind) || consumed === true)
    .map(({ primary, duplicate }) => `${primary}<-${duplicate}`);
}

async function lockedBy({ here, org }: Watched): Promise<{ contact: string; pair: string }[]> {
  return here.deps.db.execute<{ contact: string; pair: string }>(sql`
    select contact_id as contact, cluster_id || '.' || primary_id || '<-' || duplicate_id as pair from locks where org = ${org}`);
}
