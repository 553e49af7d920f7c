import type { ShownKind } from '../../contacts/planning/matched/shown-in.ts';
import type { Profile } from '../../contacts/profiles/profile.ts';
import { CONNECTORS } from '../../crm/connect.ts';

/** What the CRM of a profile shows of a contact, to be compared again with what a matching relied on. */
export function shownKinds({ crm }: Pick<Profile, 'crm'>): readonly ShownKind[] {
  return CONNECTORS[crm]?.description.shown?.kinds ?? [];
}
