import type { Reason } from '../../store/reasons.ts';
import type { MergedPair } from '../../store/undo/merged-pair.ts';
import { becomeCreated, endUndoPair } from '../../store/undo/steps.ts';
import { retryRead } from '../retry-reads.ts';
import { findBack } from './find-back.ts';
import { addressTaken } from './found-by-address.ts';
import { remake } from './remake.ts';
import { frozenOf, markerOf, type UndoWork } from './undo-work.ts';

/**
 * The last look before a create that would change whoever has the e-mail by now: that nobody has it, and that nobody has refused anything since the
 * pair was looked at. False: the pair is put down, or the contact is there already by an earlier create of ours. Throws CrmError.
 */
export async function isStillToBeMade(
  work: UndoWork,
  { merged, body }: { merged: MergedPair; body: Uint8Array },
): Promise<boolean> {
  const { deps, key, attempt, pair, row, crm, restoring, signal } = work;
  if (restoring.knownBy !== 'address') return true;
  const step = { key, attempt, crm: pair.crm, org: pair.org };
  const putDown = async (why: Reason): Promise<false> => {
    await endUndoPair(deps.db, { ...step, to: 'put-down', why });
    return false;
  };
  const contact = frozenOf(work).holder;
  const held = await retryRead(() => crm.readContact(contact, { signal }));
  if (held.kind === 'gone') return putDown({ code: 'undo-primary-gone', values: { contact } });
  const remade = await remake(deps, { crm, org: pair.org, key, merged, body, held: held.contact, alive: null });
  if ('why' in remade) return putDown(remade.why);
  if (remade.by !== markerOf(work)) return putDown({ code: 'undo-changed', values: {} });
  const [found] = await findBack(restoring, { marker: remade.by, options: { signal } });
  if (found === undefined) return true;
  if (row.creates === 0 || found.found?.isBare !== true) return putDown(addressTaken(found.id));
  await becomeCreated(deps.db, { ...step, from: 'freed', back: found, detail: `found as ${found.id}` });
  return false;
}
