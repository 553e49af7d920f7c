import type { CustomFields } from '../../contacts/rules/consent.ts';
import type { CallOptions, Crm } from '../../crm/crm.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { PairRef } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';
import { type Asking, observeRelation, type RelationSeen } from './observe-relation.ts';
import { contactReading } from './read-contact-state.ts';
import { followingRelations } from './relations.ts';

/** What one look at the CRM showed of a pair that was sent. */
export interface Observation {
  /** The primary as it is now, with what follows a merge and nothing else; as it was before when it is gone itself. */
  primary: Reading;
  primaryFields: CustomFields;
  /** The body that shows the primary, exactly as it was sent; null when it is gone itself. */
  primaryRaw: Uint8Array | null;
  primaryGone: boolean;
  gone: boolean;
  /** Display id of the contact the duplicate points to, or null. */
  pointsTo: string | null;
  /** Those that were known before, in the CRM's order. */
  relations: RelationSeen[];
}

/** Reads both contacts and what must follow the duplicate. */
export async function observeMerge(request: {
  crm: Crm;
  pair: Pick<PairRef, 'primary' | 'duplicate'>;
  before: { primary: Reading; duplicate: Reading };
  asking: Asking;
  options: CallOptions;
}): Promise<Observation> {
  const { crm, pair, before, asking, options } = request;
  const duplicate = await retryRead(() => crm.readContact(pair.duplicate, options));
  const primary = await retryRead(() => crm.readContact(pair.primary, options));
  const gone = { primary: primary.kind === 'gone', duplicate: duplicate.kind === 'gone' };
  const relations: RelationSeen[] = [];
  for (const relation of followingRelations(crm)) {
    const seen = await observeRelation({ relation, pair, before, gone, asking, options });
    if (seen !== null) relations.push(seen);
  }
  const held = Object.fromEntries(relations.map((seen) => [seen.relation.name, seen.held]));
  return {
    primary:
      primary.kind === 'gone'
        ? before.primary
        : { ...contactReading(crm, primary.contact), relations: held, own: before.primary.own },
    primaryFields: primary.kind === 'gone' ? {} : primary.contact.customFields,
    primaryRaw: primary.kind === 'gone' ? null : primary.contact.raw,
    primaryGone: gone.primary,
    gone: gone.duplicate,
    pointsTo: duplicate.kind === 'gone' ? duplicate.pointsTo : duplicate.contact.primaryIdentity,
    relations,
  };
}
