import type { CallOptions, Crm } from '../../crm/crm.ts';
import { CrmError, type CrmErrorKind } from '../../crm/errors.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { OwnSeen } from '../../store/types.ts';
import type { PairRef } from '../pair-ref.ts';
import { readIfThere } from './read-contact-state.ts';
import { idsOf, type WholeList } from './read-list.ts';
import { readComments, readOwnList } from './read-own.ts';
import { relationPhrase } from './relations.ts';

/** An answer that says nothing of it, as a gateway's refusal: it cannot be seen, and the merge is proven all the same. */
const SAYS_NOTHING: CrmErrorKind[] = ['bad-answer', 'invalid', 'forbidden', 'not-found'];

interface Kind {
  name: string;
  /** Ids of what hung on the duplicate, and on the primary before; absent where they were not read. */
  had: readonly string[] | undefined;
  before: readonly string[] | undefined;
  read: () => Promise<WholeList<{ id: string }> | null>;
}

/**
 * What became of the duplicate's own comments and lists, kind by kind: whether the primary has them now. Only told: no document says
 * what a merge does with them. A kind of which it had nothing costs no call.
 */
export async function seeOwn(request: {
  crm: Crm;
  pair: Pick<PairRef, 'primary'>;
  before: Record<'primary' | 'duplicate', Pick<Reading, 'own' | 'relations'>>;
  options: CallOptions;
}): Promise<Record<string, OwnSeen>> {
  const seen: Record<string, OwnSeen> = {};
  for (const { read, ...kind } of kindsOf(request)) {
    const had = kind.had?.length ?? 0;
    if (had > 0) seen[kind.name] = { had, withPrimary: among(kind, await unlessSilent(read)) };
  }
  return seen;
}

/**
 * How many of the duplicate's are with the primary. Null also where some are not, and others came: a comment that moves may get another
 * id, which holds that of the contact.
 */
function among({ had = [], before = [] }: Omit<Kind, 'read'>, list: WholeList<{ id: string }> | null): number | null {
  if (list === null) return null;
  const held = new Set(idsOf(list));
  const withPrimary = had.filter((id) => held.has(id)).length;
  const known = new Set([...had, ...before]);
  return withPrimary < had.length && [...held].some((id) => !known.has(id)) ? null : withPrimary;
}

/** How many calls that takes at least. */
export function callsToSeeOwn(crm: Crm, before: Pick<Reading, 'own' | 'relations'>): number {
  const kinds = kindsOf({ crm, pair: { primary: '' }, before: { primary: before, duplicate: before }, options: {} });
  return kinds.reduce((sum, { had = [] }) => sum + Math.ceil(had.length / crm.pageLimit), 0);
}

function kindsOf({ crm, pair, before, options }: Parameters<typeof seeOwn>[0]): Kind[] {
  const { duplicate, primary: kept } = before;
  const { primary } = pair;
  return [
    {
      name: 'comments',
      had: duplicate.own.comments,
      before: kept.own.comments,
      read: () => readComments(crm, primary, options),
    },
    ...(crm.ownLists ?? []).map((kind) => ({
      name: kind.name,
      had: duplicate.own.lists?.[kind.name],
      before: kept.own.lists?.[kind.name],
      read: () => readOwnList(kind, primary, options),
    })),
    ...crm.relations
      .filter((relation) => 'isOptional' in relation)
      .map((relation) => ({
        name: relationPhrase(relation),
        had: duplicate.relations[relation.name],
        before: kept.relations[relation.name],
        read: () => readIfThere(relation, primary, options),
      })),
  ];
}

async function unlessSilent<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CrmError && SAYS_NOTHING.includes(error.kind)) return null;
    throw error;
  }
}
