import type { CallOptions, Crm, CrmContact, CrmRelation } from '../../crm/crm.ts';
import { assertOwner } from '../../store/ledger/ledger.ts';
import { type Reading, saveReading } from '../../store/ledger/readings.ts';
import type { Attempt } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { added, addedOwn } from '../reading/compare-reading.ts';
import type { ContactState } from '../reading/read-contact-state.ts';
import { backUpOwn, ownFacts } from './back-up-own.ts';
import { backUpThreads, privateFacts } from './back-up-threads.ts';
import { countThings, distinctThings, type RelatedThing } from './distinct-things.ts';
import { kindsOf, writeLists } from './write-lists.ts';

export interface AddRequest {
  crm: Crm;
  pair: PairRef;
  attempt: Attempt;
  state: ContactState;
  contact: CrmContact;
  accepted: Reading;
  now: Reading;
  beat: (details: unknown) => void;
  options: CallOptions;
}

/**
 * Things, comments and files that came in since the backup go into a backup of their own: a finished backup is never written
 * again. With it, `now` is the accepted reading.
 */
export async function backUpAdded(deps: Deps, request: AddRequest): Promise<void> {
  const { pair, attempt, state, contact, accepted, now, beat, options } = request;
  const { runId, clusterId } = pair.cluster;
  const { crm } = request;
  const { relations } = crm;
  const backup = await deps.backups.open({ runId, clusterId, contactId: now.contactId, round: 'next' });
  await writeLists(backup, state);
  const known = new Set(accepted.own.files);
  const grown = addedOwn(accepted, now);
  await backUpOwn({ crm, backup, contact, state, known, options });
  const things = addedThings(request);
  await backUpThreads(crm, { backup, things, beat, options });
  await backup.assertOwner();
  await assertOwner(deps.db, pairKey(pair), attempt);
  await backup.finish({
    contact: { id: now.fullId, display_id: now.contactId },
    added: { ...idsByKind(relations, things), comments: grown.comments, ...grown.lists },
    ...ownFacts(crm, now),
    ...(await privateFacts(backup)),
    complete: true,
  });
  const counts = { things: countThings(relations, things), privateMessages: await backup.privateMessages() };
  await deps.db.transaction(async (tx) => {
    await backup.record(tx, counts);
    await saveReading(tx, pair.cluster, now);
  });
}

function addedThings({ crm, state, accepted, now }: AddRequest): RelatedThing[] {
  const wanted = added(crm.relations, accepted, now);
  const { files } = addedOwn(accepted, now);
  return distinctThings(state).filter(({ relation, thing }) => {
    return wanted.get(relation.noun.many)?.has(thing.id) || thing.attachments.some(({ id }) => files.has(id));
  });
}

function idsByKind(relations: readonly CrmRelation[], things: readonly RelatedThing[]): Record<string, string[]> {
  const idsOf = (many: string): string[] =>
    things.filter(({ relation }) => relation.noun.many === many).map(({ thing }) => thing.id);
  return Object.fromEntries(kindsOf(relations).map((many) => [many, idsOf(many)]));
}
