import { setTimeout as sleep } from 'node:timers/promises';
import type { ThingStep } from '../../contacts/undo/undo-plan.ts';
import type { ChangedNames, FollowingRelation } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { advanceUndo, type CameBack } from '../../store/undo/steps.ts';
import type { UndoResult } from '../../store/undo/types.ts';
import { writingSince } from '../../store/undo/writing-since.ts';
import { followingRelations } from '../reading/relations.ts';
import { retryRead } from '../retry-reads.ts';
import { type Stopped, type UndoWork, writeForUndo } from './undo-work.ts';

/** Read, write, what tells whom the write dropped, and its next page. */
const CALLS = 4;
const THINGS_PER_NOTE = 10;
const PAUSES_MS = [0, 200, 1_000];

/**
 * Gives each ticket and conversation back: the contact that came back is named again, and the holder taken off where it was not named for its own
 * sake. Whoever was added while we wrote is put back. What is done is noted, and not done again. Throws CrmError.
 */
export async function handBack(
  work: UndoWork,
  request: { back: CameBack; holder: string; things: readonly ThingStep[]; result: UndoResult },
): Promise<UndoResult | Stopped> {
  const { result, things } = request;
  const { deps, key, attempt } = work;
  const done = new Set(Object.entries(result.things).flatMap(([name, ids]) => ids.map((id) => `${name} ${id}`)));
  const gone = new Set(result.notBack.flatMap((why) => (why.code === 'undo-thing-gone' ? [why.values.thing] : [])));
  const since = await writingSince(deps.db, key);
  let noted = 0;
  for (const thing of things) {
    if (done.has(`${thing.relation} ${thing.id}`) || gone.has(thing.id) || !(thing.add || thing.remove)) continue;
    const ended = await handBackOne(work, { ...request, thing, since });
    if (ended !== null && 'stopped' in ended) return ended;
    if (ended === null) result.notBack.push({ code: 'undo-thing-gone', values: { thing: thing.id } });
    else {
      result.things[thing.relation] = [...(result.things[thing.relation] ?? []), thing.id];
      if (!ended.isChecked) noteUnchecked(result, thing.name ?? thing.id);
      if (ended.putBack.length > 0)
        result.putBack[thing.id] = [...new Set([...(result.putBack[thing.id] ?? []), ...ended.putBack])];
    }
    noted += 1;
    if (noted % THINGS_PER_NOTE === 0)
      await advanceUndo(deps.db, {
        key,
        attempt,
        from: 'filled',
        to: 'filled',
        result,
        detail: `${noted} handed back`,
      });
  }
  return result;
}

async function handBackOne(
  work: UndoWork,
  { back, holder, thing, since }: { back: CameBack; holder: string; thing: ThingStep; since: string | null },
): Promise<{ putBack: string[]; isChecked: boolean } | Stopped | null> {
  const relation = followingRelations(work.crm).find(({ name }) => name === thing.relation);
  if (relation?.change === undefined)
    throw new CrmError({ kind: 'invalid', message: `${thing.relation} cannot be written` });
  const own = since === null ? {} : { since };
  const names = { add: thing.add ? [back.fullId] : [], remove: thing.remove ? [holder] : [], ...own };
  const changed = await change(work, { relation, id: thing.id, names });
  if (changed === null || 'stopped' in changed) return changed;
  const dropped = changed.dropped ?? [];
  if (dropped.length > 0) {
    const again = await change(work, { relation, id: thing.id, names: { add: dropped, remove: [], ...own } });
    if (again === null || 'stopped' in again) return again;
  }
  const wanted = thing.add ? [back.id] : [];
  return (await isHandedBack(work, { relation, id: thing.id, wanted, without: names.remove }))
    ? { putBack: dropped, isChecked: changed.dropped !== null }
    : null;
}

/** All in one: a CRM that tells nothing of one thing tells nothing of the rest. */
function noteUnchecked(result: UndoResult, thing: string): void {
  const known = result.notBack.find((why) => why.code === 'undo-unchecked');
  if (known === undefined) result.notBack.push({ code: 'undo-unchecked', values: { things: [thing] } });
  else if (!known.values.things.includes(thing)) known.values.things.push(thing);
}

async function change(
  work: UndoWork,
  { relation, id, names }: { relation: FollowingRelation; id: string; names: ChangedNames },
): Promise<{ dropped: string[] | null } | Stopped | null> {
  const wrote = await writeForUndo(work, {
    name: 'hand-back',
    calls: CALLS,
    detail: `hand back: ${relation.name} ${id}`,
    readsFirst: true,
    write: async (options) => (await relation.change?.(id, names, options)) ?? null,
  });
  return 'stopped' in wrote ? wrote : wrote.value;
}

/** False where it is gone. Throws CrmError `bad-answer` where it does not show the write. */
async function isHandedBack(
  { signal }: UndoWork,
  request: { relation: FollowingRelation; id: string; wanted: string[]; without: readonly string[] },
): Promise<boolean> {
  const { relation, id, wanted, without } = request;
  for (const pauseMs of PAUSES_MS) {
    await sleep(pauseMs, undefined, { signal });
    const now = await retryRead(() => relation.read(id, { signal }));
    if (now === null) return false;
    const { contacts } = now;
    if (wanted.every((one) => contacts.includes(one)) && !without.some((one) => contacts.includes(one))) return true;
  }
  throw new CrmError({ kind: 'bad-answer', message: `${relation.name} ${id} does not show who was added` });
}
