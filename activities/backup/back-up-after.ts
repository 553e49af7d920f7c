import { afterFacts } from '../../store/backups/after-image.ts';
import type { ChunkWriter } from '../../store/backups/durable-file.ts';
import { AFTER, METADATA } from '../../store/backups/layout.ts';
import { assertOwner } from '../../store/ledger/ledger.ts';
import type { Finish } from '../../store/ledger/merge-steps.ts';
import type { Attempt } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import type { Observation } from '../reading/observe-merge.ts';
import type { RelationSeen } from '../reading/observe-relation.ts';

/**
 * Keeps what the look that proved a merge has read, in a round of its own beside the primary's backups, without a call. It counts from
 * the transaction on that makes the pair `done`: one that was lost before has left a folder that nobody asks for.
 */
export async function backUpAfter(
  deps: Deps,
  request: { pair: PairRef; attempt: Attempt; seen: Pick<Observation, 'primary' | 'primaryRaw' | 'relations'> },
): Promise<Finish['afterImage']> {
  const { pair, attempt, seen } = request;
  const { runId, clusterId } = pair.cluster;
  const { primaryRaw: body } = seen;
  if (body === null) throw new Error('What a merge has led to is kept of a primary that is there');
  const key = { runId, clusterId, contactId: pair.primary, round: 'next', afterMergeOf: pair.duplicate } as const;
  const backup = await deps.backups.open(key);
  await backup.write(METADATA, body);
  await backup.write(AFTER, textOf(seen.relations));
  await backup.assertOwner();
  await assertOwner(deps.db, pairKey(pair), attempt);
  const facts = afterFacts({
    primary: { id: seen.primary.fullId, displayId: pair.primary },
    duplicate: pair.duplicate,
  });
  const { digest } = await backup.finish(facts);
  return { digest, record: (tx) => backup.record(tx, { things: {}, privateMessages: 0 }) };
}

/** Written at once: a contact may have 50,000 tickets. */
const THINGS_AT_ONCE = 1000;

/** `{"relations":{"reported":{"<ticket>":["<contact>"],…},…}}` */
function textOf(relations: readonly RelationSeen[]): ChunkWriter {
  return async (write) => {
    let text = '{"relations":{';
    for (const [index, { relation, held, contacts }] of relations.entries()) {
      text += `${index === 0 ? '' : ','}${JSON.stringify(relation.name)}:{`;
      for (const [at, id] of held.entries()) {
        text += `${at === 0 ? '' : ','}${JSON.stringify(id)}:${JSON.stringify(contacts.get(id) ?? [])}`;
        if (at % THINGS_AT_ONCE > 0) continue;
        await write(Buffer.from(text));
        text = '';
      }
      text += '}';
    }
    await write(Buffer.from(`${text}}}\n`));
  };
}
