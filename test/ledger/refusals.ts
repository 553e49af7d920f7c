import { expect } from 'vitest';
import { forgetDecision, keepApart } from '../../store/decisions/lasting.ts';
import { ledgerPairs } from './laws.ts';
import type { Theatre } from './theatre.ts';

/** A person's word that some are not one person, and what had left when it was said. */
interface Refusal {
  id: number;
  members: string[];
  /** Merges that the CRM was asked for before. */
  from: number;
  /** The same when it was taken back; null while it stands. */
  until: number | null;
  /** Pairs that were past their last question then: each may still be asked for once. */
  underWay: string[];
}

/** A merge that the CRM was asked for. */
type Asked = Record<'primary' | 'duplicate', string | null>;

const said = new WeakMap<Theatre, Refusal[]>();

function refusalsOf(theatre: Theatre): Refusal[] {
  const known = said.get(theatre) ?? [];
  said.set(theatre, known);
  return known;
}

/** Whoever it was said of before is kept apart already: false. */
export async function refuse(theatre: Theatre, members: string[]): Promise<boolean> {
  const { db } = theatre.here.deps;
  const { org } = theatre;
  const aparts = [{ members, runId: null }];
  const [id] = await db.transaction((tx) =>
    keepApart(tx, { crm: 'devrev', org, aparts, by: 'ada', through: 'script' }),
  );
  if (id === undefined) return false;
  const underWay = (await ledgerPairs(theatre)).filter(({ state }) => state === 'intent' || state === 'sent');
  refusalsOf(theatre).push({ id, members, from: asked(theatre).length, until: null, underWay: underWay.map(nameOf) });
  return true;
}

/** Takes one back that stands. */
export async function forget(theatre: Theatre, pick: number): Promise<boolean> {
  const standing = refusalsOf(theatre).filter(({ until }) => until === null);
  const one = standing[pick % Math.max(1, standing.length)];
  if (one === undefined) return false;
  one.until = asked(theatre).length;
  await theatre.here.deps.db.transaction((tx) => forgetDecision(tx, { id: one.id, by: 'ada' }));
  return true;
}

/** Nobody whom a person keeps apart is asked to be merged, in whatever run, from the moment on in which that was said. */
export async function expectKeptApart(theatre: Theatre): Promise<void> {
  for (const { members, from, until, underWay } of refusalsOf(theatre)) {
    const since = asked(theatre).slice(from, until ?? undefined);
    const against = since.filter(
      ({ primary, duplicate }) => members.includes(primary ?? '') && members.includes(duplicate ?? ''),
    );
    for (const name of new Set(against.map(nameOf))) {
      const times = against.filter((one) => nameOf(one) === name).length;
      expect(times, `${name} was asked for, and ${members.join(', ')} are kept apart`).toBeLessThanOrEqual(
        underWay.includes(name) ? 1 : 0,
      );
    }
  }
}

function asked({ here }: Theatre): Asked[] {
  return here.sandbox.requests().filter(({ path }) => path === 'rev-users.merge');
}

function nameOf({ primary, duplicate }: Asked): string {
  return `${primary}<-${duplicate}`;
}
