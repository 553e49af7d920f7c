import { readHeader } from '../csv/read-csv.ts';
import type { CsvSource } from '../csv/source.ts';
import type { Profile } from './profile.ts';
import { profileOfHeader } from './profiles.ts';

/** The profile that was named, or the one that the file's header asks for. Throws InputError when there is no header. */
export async function findProfile(source: CsvSource, named: Profile | null): Promise<Profile> {
  return named ?? profileOfHeader(await readHeader(source));
}
