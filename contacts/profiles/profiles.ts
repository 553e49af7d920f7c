import { readHeader } from '../csv/read-csv.ts';
import type { CsvSource } from '../csv/source.ts';
import { InputError } from '../input-error.ts';
import { externalContacts } from './external-contacts.ts';
import type { Layout, Profile } from './profile.ts';
import { revuUser } from './revu-user.ts';

const PROFILES: readonly Profile[] = [externalContacts, revuUser];

export const DEFAULT_PROFILE: Profile = externalContacts;

export const PROFILE_NAMES: readonly string[] = PROFILES.map(({ name }) => name);

export function profileNamed(name: string): Profile | undefined {
  return PROFILES.find((profile) => profile.name === name);
}

/** The profile whose columns these are; where none fits, the one that shares most of them, so that its error is of use. */
export function profileOfHeader(header: readonly string[]): Profile {
  const names = new Set(header.map((name) => name.trim()));
  const shared = ({ columns }: Profile): number => columns.filter((column) => names.has(column)).length;
  return PROFILES.reduce((best, profile) => (shared(profile) > shared(best) ? profile : best), DEFAULT_PROFILE);
}

/** The profile that was named, or the one that the file's header asks for. Throws InputError when there is no header. */
export async function findProfile(source: CsvSource, named: Profile | null): Promise<Profile> {
  return named ?? profileOfHeader(await readHeader(source));
}

/** The profile's layout of this header. Throws InputError, which names the profile that would fit where there is one. */
export function layoutFor(request: { profile: Profile; header: string[]; file: string }): Layout {
  const { profile, header, file } = request;
  try {
    return profile.layout(header, file);
  } catch (error) {
    const other = PROFILES.find((one) => one !== profile && fits(one, header));
    if (other === undefined || !(error instanceof InputError)) throw error;
    const problem = `the header does not fit profile ${profile.name}, but profile ${other.name}`;
    throw new InputError({ file, line: 1, problem, todo: `name that one with --profile ${other.name}, or none` });
  }
}

function fits(profile: Profile, header: string[]): boolean {
  try {
    profile.layout(header, '');
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
