import type { ThingStep, UndoWhy } from './undo-plan.ts';
import type { SeenThing, UndoSeen } from './undo-seen.ts';

/**
 * What happens to each thing that named the duplicate: the contact that comes back is added, and the holder taken off only where
 * it was not named for its own sake. Whoever else is named stays; so does a thing that is with neither of them any more.
 */
export function thingSteps({ things, ids, alive }: UndoSeen): ThingStep[] {
  return things.map((thing) => stepOf(thing, { ...ids, back: alive?.id ?? null }));
}

function stepOf(thing: SeenThing, ids: UndoSeen['ids'] & { back: string | null }): ThingStep {
  const { relation, id, name, now, wasHolders } = thing;
  const which = { relation, id, ...(name === undefined ? {} : { name }) };
  const why = whyItStays(thing, ids);
  if (why !== null || now === null) return { ...which, add: false, remove: false, ...(why === null ? {} : { why }) };
  const isNamed = ids.back !== null && now.includes(ids.back);
  return { ...which, add: !isNamed, remove: !wasHolders && now.includes(ids.holder) };
}

function whyItStays(
  { now, ended }: SeenThing,
  { holder, duplicate, back }: UndoSeen['ids'] & { back: string | null },
): UndoWhy | null {
  if (now === null) return { code: 'thing-gone', values: {} };
  if (ended !== undefined) return { code: ended === 'merged' ? 'thing-merged' : 'thing-closed', values: {} };
  const isOurs = [holder, duplicate, back].some((one) => one !== null && now.includes(one));
  return isOurs ? null : { code: 'thing-elsewhere', values: {} };
}
