import { emailKey } from '../../keys/email-key.ts';
import type { PlanMember } from '../../plan.ts';
import type { BaseContact } from '../base-contact.ts';

/** What the channels of a contact have in common with others, as the plan compared them: the plan's own numbers, whoever reads them. */
export function identitiesOf({ channels }: BaseContact, members: readonly PlanMember[]): string[] {
  const known = new Map<string, string>();
  for (const { keys = {} } of members) {
    for (const [kind, list] of [
      ['phone', keys.phones],
      ['email', keys.emails],
    ] as const) {
      for (const { written, compared } of list ?? []) {
        known.set(`${kind} ${written}`, compared);
        known.set(`${kind} ${compared}`, compared);
      }
    }
  }
  return channels.map(({ kind, identifier }) => {
    const found = known.get(`${kind} ${identifier}`);
    if (found !== undefined) return found;
    return kind === 'email' ? emailKey(identifier) : identifier.trim();
  });
}
