import type { Profile } from './profile.ts';
import { externalContacts } from './profiles/external-contacts.ts';

const PROFILES: readonly Profile[] = [externalContacts];

export const DEFAULT_PROFILE: Profile = externalContacts;

export const PROFILE_NAMES: readonly string[] = PROFILES.map(({ name }) => name);

export function profileNamed(name: string): Profile | undefined {
  return PROFILES.find((profile) => profile.name === name);
}
