import { type KnownOfBase, knownPlaces, NOTHING_KNOWN } from '../../contacts/base/shown/known-of-base.ts';
import type { Tx } from '../database.ts';
import { indexedContacts } from './index-source.ts';
import type { BaseOwner } from './scans.ts';

/** What the last complete scan says beside a plan of the places and of these contacts; nothing where there is no such scan. */
export async function knownOfBase(db: Tx, of: BaseOwner & { uids: readonly string[] }): Promise<KnownOfBase> {
  const found = await indexedContacts(db, of);
  if (found === null) return NOTHING_KNOWN;
  const { contacts, regions } = found;
  return {
    ...knownPlaces(regions),
    lastTouch: new Map(contacts.flatMap(({ uid, lastTouch }) => (lastTouch === undefined ? [] : [[uid, lastTouch]]))),
  };
}
