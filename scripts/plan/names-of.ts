import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import { InputError } from '../../contacts/input-error.ts';
import type { Profile } from '../../contacts/profiles/profile.ts';
import { PROFILE_NAMES, profileNamed } from '../../contacts/profiles/profiles.ts';

/** How a plan's contacts are named. Throws InputError for a profile that nobody knows. */
export function namesOf(profile: string, file: string): Pick<Profile, 'contactId' | 'exampleId'> {
  if (profile === BASE_PROFILE) return { contactId: (text) => text, exampleId: 'a uid' };
  const known = profileNamed(profile);
  if (known !== undefined) return known;
  const problem = `was made with the profile '${profile}', expected one of: ${PROFILE_NAMES.join(', ')}`;
  throw new InputError({ file, problem });
}
