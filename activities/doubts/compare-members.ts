import type { CallOptions, Crm, ShownCells } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { said } from '../../pages/kit/reason-words.ts';
import type { Db } from '../../store/database.ts';
import { claim, readPair } from '../../store/ledger/ledger.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { typedPairName } from '../../store/ledger/pair-name.ts';
import { UNSENT } from '../../store/pair-states.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { ClusterRef } from '../backup/back-up-contact.ts';
import type { Deps } from '../deps.ts';
import { endedBefore } from '../ended-before.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { contactReading } from '../reading/read-contact-state.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { askPerson } from './ask-person.ts';
import type { Seen } from './find-doubts.ts';

export interface CompareMembers {
  cluster: ClusterRef;
  primary: string;
  /** Those whose pairs have not been sent. */
  duplicates: string[];
  token: string;
}

/** A pair that does not begin in this run: of a member that a person must look at, or beside one. */
export type MemberLeft = { duplicate: string; kind: 'drifted' | 'not-started' } & Said;

/** So many names are compared with each other: a cluster of more is looked at by a person anyway. */
const MOST_NAMES = 40;

/**
 * Compares all members of a cluster with each other before the first of them is merged: where two are not one person, a person says who
 * is who while all of them are still there. Then none of its pairs begins. Empty where nothing is found. Of a contact that cannot be
 * read nothing is said here: its own pair says why.
 */
export function compareMembers(deps: Deps) {
  return (request: CompareMembers): Promise<MemberLeft[]> =>
    withHeartbeat(async (_beat, signal) => {
      const { cluster, primary, duplicates, token } = request;
      const pairs = duplicates.map((duplicate) => ({ cluster, primary, duplicate, token, step: 0 }));
      const before = await leftBefore(deps, pairs);
      if (before.length > 0) return before;
      const found = await findDoubtful(deps, { pairs, primary, signal });
      const [first] = found.keys();
      if (first === undefined) return [];
      const waits = await typedPairName(deps.db, pairKey({ cluster, primary, duplicate: first }));
      return leave(deps, pairs, (duplicate) => found.get(duplicate) ?? besides(waits));
    });
}

function besides(pair: string): Reason {
  return { code: 'cluster-undecided', values: { pair } };
}

/** What an earlier try has written, all of it or nothing. */
async function leftBefore({ db }: Deps, pairs: PairRef[]): Promise<MemberLeft[]> {
  const left: MemberLeft[] = [];
  for (const pair of pairs) {
    const row = await readPair(db, pairKey(pair));
    const ended = row === null || row.token !== pair.token ? null : endedBefore(row, ['drifted', 'not-started']);
    if (ended !== null) left.push({ duplicate: pair.duplicate, ...ended });
  }
  return left;
}

/** By duplicate, why a person must look at it. */
async function findDoubtful(
  deps: Deps,
  { pairs, primary: id, signal }: { pairs: PairRef[]; primary: string; signal: AbortSignal },
): Promise<Map<string, Reason>> {
  const found = new Map<string, Reason>();
  const [first] = pairs;
  if (first === undefined) return found;
  const { crm } = await deps.crmFor(first.cluster);
  const primary = await seenOf(crm, id, { signal });
  if (primary === null) return found;
  const others = new Map<string, Seen>();
  const shown = new Map<string, ShownCells>();
  note(shown, primary);
  for (const pair of pairs) {
    const duplicate = await seenOf(crm, pair.duplicate, { signal });
    if (duplicate === null) continue;
    note(shown, duplicate);
    const why = await askPerson(deps, { pair, primary, duplicate, others: [...others.values()], shown });
    if (why !== null) found.set(pair.duplicate, why);
    const { name } = duplicate;
    if (name !== null && !others.has(name) && others.size < MOST_NAMES) others.set(name, duplicate);
  }
  return found;
}

/** So many are compared by what a matching found them: a larger cluster has no such pairs. */
function note(shown: Map<string, ShownCells>, { contactId, cells }: SeenNow): void {
  if (cells !== undefined && shown.size < MOST_NAMES) shown.set(contactId, cells);
}

type SeenNow = Seen & { cells: ShownCells | undefined };

/** Null where it is gone, or the CRM does not show it. */
async function seenOf(crm: Crm, id: string, options: CallOptions): Promise<SeenNow | null> {
  try {
    const read = await retryRead(() => crm.readContact(id, options));
    if (read.kind === 'gone') return null;
    return { ...contactReading(crm, read.contact), cells: crm.description.shown?.cellsIn(read.contact.raw) };
  } catch (error) {
    if (error instanceof CrmError && !error.retryable && error.kind !== 'unauthorized') return null;
    throw error;
  }
}

/** In one transaction, so that a lost answer can be told again. */
function leave({ db }: Deps, pairs: PairRef[], whyOf: (duplicate: string) => Reason): Promise<MemberLeft[]> {
  return db.transaction(async (tx) => {
    const left: MemberLeft[] = [];
    for (const pair of pairs) {
      const { duplicate } = pair;
      const [key, attempt] = [pairKey(pair), attemptOf(pair)];
      const { state } = await claim(tx, key, attempt);
      if (!UNSENT.includes(state)) continue;
      const because = said(whyOf(duplicate));
      const to = because.why?.code === 'cluster-undecided' ? 'not-started' : 'drifted';
      await endUnsent(tx as Db, { key, attempt, from: UNSENT, to, ...because });
      left.push({ duplicate, kind: to, ...because });
    }
    return left;
  });
}
