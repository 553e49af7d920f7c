import { type ConsentMapping, looser, type OptOuts, optOutWords, strictest, unknownField } from '../rules/consent.ts';
import type { UndoSeen } from './undo-seen.ts';

type Consent = UndoSeen['consent'];

/** The opt-outs that the contact that comes back must have before it has an address: the strictest of all. Custom field to value. */
export function undoOptOuts(seen: Pick<UndoSeen, 'consent' | 'alive'>): OptOuts {
  const strict = strictest(seen.consent);
  if (seen.alive === null) return strict;
  const { mapping, prefix } = seen.consent;
  const now = seen.alive.now;
  const fields = Object.fromEntries(mapping.map(({ field }) => [field, now[prefix + field]]));
  return looser({ strict, words: optOutWords(mapping), fields });
}

/** The field of a mapping that a writable field is; undefined where it carries no consent. */
export function consentOf({ mapping, prefix }: Consent, name: string): ConsentMapping | undefined {
  return mapping.find(({ field }) => prefix + field === name);
}

/** Whether somebody's field has a value that the rules have no word for. */
export function isUnknown({ members }: Consent, entry: ConsentMapping): boolean {
  return members.some((fields) => unknownField([entry], fields) !== null);
}
