import type { CallOptions, CrmThing, FollowingRelation } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { PairRef } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';
import { readRelated } from './read-contact-state.ts';

/** What one look showed of one relation of a pair that was sent. */
export interface RelationSeen {
  relation: Pick<FollowingRelation, 'name' | 'noun' | 'merge'>;
  /** The things that name the primary, sorted. */
  held: string[];
  /** Of each of them, the display ids of all contacts that it names. */
  contacts: ReadonlyMap<string, readonly string[]>;
  /** Of those that named either contact, the ones without the primary: with the duplicate, or with neither. */
  withDuplicate: string[];
  withNeither: string[];
  /** How many the duplicate's list still shows. */
  listed: number;
}

/**
 * What a look asks of things that the primary's list does not show. `unlisted`: those that the duplicate's list has just shown are with
 * whom it says. `each`: one by one, since lists lag.
 */
export type Asking = 'unlisted' | 'each';

/** Reads the lists of both, and asks for the rest. Null where none were known before, so that none are read. */
export async function observeRelation(request: {
  relation: FollowingRelation;
  pair: Pick<PairRef, 'primary' | 'duplicate'>;
  before: { primary: Pick<Reading, 'relations'>; duplicate: Pick<Reading, 'relations'> };
  gone: { primary: boolean; duplicate: boolean };
  asking: Asking;
  options: CallOptions;
}): Promise<RelationSeen | null> {
  const { relation, pair, before, gone, asking, options } = request;
  const known = [before.primary.relations[relation.name], before.duplicate.relations[relation.name]];
  if (known.every((ids) => ids === undefined)) return null;
  const left = await listOf({ relation, contact: pair.duplicate, gone: gone.duplicate, options });
  const kept = await listOf({ relation, contact: pair.primary, gone: gone.primary, options });
  const shared = sharing();
  const held = new Map(kept.map((thing) => [thing.id, shared(thing.contacts)]));
  const shown = new Map(asking === 'each' ? [] : left.map(({ id, contacts }) => [id, contacts]));
  const seen = { relation, withDuplicate: [] as string[], withNeither: [] as string[], listed: left.length };
  for (const id of new Set(known.flatMap((ids) => ids ?? []))) {
    if (held.has(id)) continue;
    const contacts = shown.get(id) ?? (await retryRead(() => relation.read(id, options)))?.contacts ?? [];
    if (contacts.includes(pair.primary)) held.set(id, shared(contacts));
    else if (contacts.includes(pair.duplicate)) seen.withDuplicate.push(id);
    else seen.withNeither.push(id);
  }
  return { ...seen, held: [...held.keys()].sort(), contacts: held };
}

/** Nearly all things of a contact name the same few: 50,000 of them need not keep as many lists of their own. */
function sharing(): (contacts: string[]) => string[] {
  const known = new Map<string, string[]>();
  return (contacts) => {
    const key = contacts.join(' ');
    const same = known.get(key) ?? contacts;
    known.set(key, same);
    return same;
  };
}

/**
 * A contact that is gone may have no list any more, or be none to ask for; that its things are elsewhere is checked one by one.
 * So it is when the list alone says that there is no such contact.
 */
async function listOf(request: {
  relation: FollowingRelation;
  contact: string;
  gone: boolean;
  options: CallOptions;
}): Promise<CrmThing[]> {
  const { relation, contact, gone, options } = request;
  try {
    return (await readRelated(relation, contact, options)).items;
  } catch (error) {
    const isRefused = error instanceof CrmError && (error.kind === 'not-found' || (gone && error.kind === 'invalid'));
    if (isRefused) return [];
    throw error;
  }
}
