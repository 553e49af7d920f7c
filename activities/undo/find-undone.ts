import type { Reason } from '../../store/reasons.ts';
import { lockedReason } from '../../store/undo/lock-holder.ts';
import { noteAbsent } from '../../store/undo/looks.ts';
import { backToFreed, becomeCreated, type CameBack, endUndoPair, MOST_CREATES } from '../../store/undo/steps.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { findBack } from './find-back.ts';
import { addressTaken, isOurs } from './found-by-address.ts';
import type { UndoRef } from './undo-ref.ts';
import { beginWork, markerOf, type UndoWork } from './undo-work.ts';

export interface FindRequest {
  pair: UndoRef;
  quietMs: number;
  looksApartMs: number;
  /** So long without a complete look, and the quiet period begins anew. */
  longestGapMs: number;
}

export type UndoFound =
  | { kind: 'created' | 'pending' }
  /** Provably nobody was made: once more. */
  | { kind: 'absent' }
  | { kind: 'held'; why: Reason }
  /** Put down: the CRM would answer the same again, or the contact is somebody else's. */
  | { kind: 'refused' };

/** Of a request that is not taken as it is: a workspace or a field that is gone. */
const REFUSALS = [400, 404, 422];

/**
 * Looks for the contact by its marker, to the list's end. That a create has made nobody is proven by two complete looks, both after the quiet period;
 * it is made twice at most, and not again where the CRM had said that it does not take it.
 */
export function findUndone(deps: Deps) {
  return (request: FindRequest): Promise<UndoFound> =>
    withHeartbeat(async (_beat, signal) => {
      const { pair, quietMs, looksApartMs, longestGapMs } = request;
      const work = await beginWork(deps, pair, signal);
      const { key, attempt, row, restoring } = work;
      if (row.state === 'held' && row.why !== null) return { kind: 'held', why: row.why };
      if (row.state === 'put-down') return { kind: 'refused' };
      if (row.state !== 'creating') return { kind: row.state === 'freed' ? 'absent' : 'created' };
      const { crm, org } = pair;
      const step = { key, attempt, crm, org };
      const hold = async (why: Reason): Promise<UndoFound> => {
        await endUndoPair(deps.db, { ...step, to: 'held', why });
        return { kind: 'held', why };
      };
      const putDown = async (why: Reason): Promise<UndoFound> => {
        await endUndoPair(deps.db, { ...step, to: 'put-down', why });
        return { kind: 'refused' };
      };
      const found = await findBack(restoring, { marker: markerOf(work), options: { signal } });
      const [listed, other] = found;
      if (listed !== undefined && !isOurs(listed, { old: key.duplicateId, creatingAt: row.creatingAt }))
        return putDown(addressTaken(listed.id));
      if (other !== undefined) {
        return hold({ code: 'undo-found-twice', values: { contacts: found.map(({ id }) => id) } });
      }
      const back = listed ?? (await answeredContact(work));
      if (back !== null) {
        const detail = `found as ${back.id}`;
        const holder = await becomeCreated(deps.db, { ...step, from: 'creating', back, detail });
        if (holder === null) return { kind: 'created' };
        if (!holder.needsPerson) return { kind: 'pending' };
        return putDown(lockedReason(holder));
      }
      // It was there, and somebody had it locked: nobody is made in its place.
      if (row.why?.code === 'undo-waits' && row.newId !== null)
        return putDown({ code: 'undo-contact-gone', values: { contact: row.newId } });
      const absentMs = await noteAbsent(deps.db, { key, attempt, quietMs, longestGapMs });
      if (absentMs === null || absentMs === 0 || absentMs < looksApartMs) return { kind: 'pending' };
      const { answered } = row;
      if (answered !== null && REFUSALS.includes(answered)) {
        const values = { failure: `HTTP ${answered}`, status: answered, state: row.state, contact: null };
        return putDown({ code: 'undo-refused', values });
      }
      if (row.creates >= MOST_CREATES) {
        const named = restoring.knownBy === 'marker' ? { marker: row.marker } : {};
        return hold({ code: 'undo-not-created', values: { creates: row.creates, ...named } });
      }
      await backToFreed(deps.db, { key, attempt, because: 'absent', detail: 'proven not created' });
      return { kind: 'absent' };
    });
}

/** The contact of the id that the create was answered with, once it is there and has the marker: a list may lag. */
async function answeredContact({ crm, restoring, row, signal }: UndoWork): Promise<CameBack | null> {
  const { newId, newFullId, marker } = row;
  if (newId === null || newFullId === null) return null;
  const read = await retryRead(() => crm.readContact(newId, { signal }));
  if (read.kind === 'gone') return null;
  const reference = restoring.fields.find(({ kind }) => kind === 'reference')?.name ?? '';
  return restoring.fieldsOf(read.contact.raw)[reference] === marker ? { id: newId, fullId: newFullId } : null;
}
