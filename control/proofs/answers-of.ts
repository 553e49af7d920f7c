import type { BaseContact } from '../../contacts/base/base-contact.ts';
import type { FilledField } from '../../contacts/plan.ts';
import type { ProofAnswers } from '../../store/proofs/merge-proofs.ts';
import type { Two } from './read-two.ts';

export interface Seen {
  two: Two;
  /** What the primary was given before the merge. */
  given: readonly FilledField[];
  /** Whether its refusals were to be seen before the merge; null where they could not be written. */
  refusals: boolean | null;
  /** The duplicate, in two looks. */
  gone: boolean;
  /** After the merge; null where it could not be read. */
  primary: BaseContact | null;
  primaryAnswers: boolean;
  addressedByUid: boolean;
  restorable: boolean | null;
}

/** What was seen, and null for whatever there was nothing to see of. */
export function answersOf({ two, given, refusals, gone, primary, restorable, ...asked }: Seen): ProofAnswers {
  const of = (fields: readonly FilledField[]): boolean | null =>
    fields.length === 0 || primary === null ? null : fields.every((one) => has(primary, one));
  const before = two.duplicate.contact.askedBy ?? [];
  const phone = primary?.channels.find(({ kind }) => kind === 'phone');
  const refused = refusals === true && phone !== undefined;
  return {
    duplicateGone: gone,
    primaryThere: primary !== null && asked.primaryAnswers,
    fields: of(given.filter(({ field }) => field !== 'tag')),
    tags: of(given.filter(({ field }) => field === 'tag')),
    conversations:
      before.length === 0 || primary === null ? null : before.every((uid) => primary.askedBy?.includes(uid)),
    refusals: {
      transactional: refused ? phone.optedOutAt !== null : null,
      marketing: refused ? phone.marketingLocations.length === 0 : null,
    },
    newChannelsOptedIn: optedIn(given, primary),
    restorable,
    addressedByUid: asked.addressedByUid,
  };
}

export function has(contact: BaseContact, { field, value }: FilledField): boolean {
  if (field === 'name') return contact.name === value;
  if (field === 'tag') return contact.tags.includes(value);
  if (field === 'location') return contact.locations.includes(value);
  if (field === 'email' || field === 'phone') return contact.channels.some(({ identifier }) => identifier === value);
  return contact.fields[field] === value;
}

/** A channel that nobody has opted in, and that is. */
function optedIn(given: readonly FilledField[], primary: BaseContact | null): boolean | null {
  const added = given.find(({ field }) => field === 'email');
  const channel = primary?.channels.find(({ identifier }) => identifier === added?.value);
  if (added === undefined || channel === undefined) return null;
  return channel.marketingLocations !== 'unknown' && channel.marketingLocations.length > 0;
}
