import type { Reading } from '../../store/ledger/readings.ts';
import { RELATIONS } from './read-contact-state.ts';

/** Why the contact is not as it was; null when it is, apart from tickets and conversations that came in. */
export function difference(accepted: Reading, now: Reading): string | null {
  if (now.fullId !== accepted.fullId) return `${now.contactId} is another contact now`;
  if (now.fieldsDigest !== accepted.fieldsDigest) return `the fields of ${now.contactId} were changed`;
  for (const relation of RELATIONS) {
    const lost = missing(accepted[relation], now[relation]).length;
    if (lost > 0) return `${now.contactId} has lost ${lost} of its ${relation} tickets`;
  }
  const lost = missing(accepted.conversations ?? [], now.conversations ?? []).length;
  return lost > 0 ? `${now.contactId} has lost ${lost} of its conversations` : null;
}

/** Ids of tickets and conversations that no backup holds yet. Where conversations were not read before, all of them. */
export function added(accepted: Reading, now: Reading): { tickets: Set<string>; conversations: Set<string> } {
  const of = (reading: Reading): string[] => RELATIONS.flatMap((relation) => reading[relation]);
  return {
    tickets: new Set(missing(of(now), of(accepted))),
    conversations: new Set(missing(now.conversations ?? [], accepted.conversations ?? [])),
  };
}

/** Whether a backup made before conversations were part of it has to be completed. */
export function lacksConversations(accepted: Reading, now: Reading): boolean {
  return accepted.conversations === null && now.conversations !== null;
}

function missing(ids: string[], from: string[]): string[] {
  const known = new Set(from);
  return ids.filter((id) => !known.has(id));
}
