import type { KnownHeader } from '../csv/format/find-header.ts';
import { recognized } from '../csv/format/recognize.ts';
import { foldedName } from '../csv/header.ts';
import { readHeader } from '../csv/read-csv.ts';
import type { CsvSource } from '../csv/source.ts';
import { InputError } from '../input-error.ts';
import { listed } from '../words/listed.ts';
import { type ContactColumns, devrevContacts, devrevContactsWith } from './devrev-contacts.ts';
import { externalContacts } from './external-contacts.ts';
import { otherExport } from './other-exports.ts';
import type { Layout, LayoutRequest, Profile } from './profile.ts';
import { revuUser } from './revu-user.ts';

const PROFILES: readonly Profile[] = [externalContacts, revuUser];

export const DEFAULT_PROFILE: Profile = externalContacts;

export const PROFILE_NAMES: readonly string[] = PROFILES.map(({ name }) => name);

/** Also the one of files of any layout, which no header asks for. */
export function profileNamed(name: string): Profile | undefined {
  return [...PROFILES, devrevContacts].find((profile) => profile.name === name);
}

/** CRMs whose contacts may be planned from a file of any layout. */
export const CRMS_OF_ANY_LAYOUT: readonly string[] = [devrevContacts.crm];

/** The profile of a CRM's contacts in a file of any layout; null: there is none for it. */
export function profileOfColumns(crm: string, columns: ContactColumns): Profile | null {
  return crm === devrevContacts.crm ? devrevContactsWith(columns) : null;
}

/** Whether a header is that of a profile. */
export function hasProfile(header: readonly string[]): boolean {
  const names = new Set(header.map(foldedName));
  return PROFILES.some(({ needed }) => needed.every((column) => names.has(foldedName(column))));
}

/** A source that says how it is to be read, from where a header of a profile stands in it. Throws InputError. */
export function recognizedContacts(source: CsvSource): Promise<CsvSource> {
  const known: KnownHeader[] = PROFILES.map(({ needed, columns }) => ({ needed, columns }));
  return recognized(source, known);
}

/** The profile whose columns these are; where none fits, the one that shares most of them, so that its error is of use. */
export function profileOfHeader(header: readonly string[]): Profile {
  const names = new Set(header.map(foldedName));
  const shared = ({ columns }: Profile): number => columns.filter((column) => names.has(foldedName(column))).length;
  return PROFILES.reduce((best, profile) => (shared(profile) > shared(best) ? profile : best), DEFAULT_PROFILE);
}

/** The profile that was named, or the one that the file's header asks for. Throws InputError when there is no header. */
export async function findProfile(source: CsvSource, named: Profile | null): Promise<Profile> {
  return named ?? profileOfHeader(await readHeader(await recognizedContacts(source)));
}

/** The profile's layout of this header. Throws InputError, which names the profile that would fit where there is one. */
export function layoutFor({ profile, ...request }: LayoutRequest & { profile: Profile }): Layout {
  const { header, file, line } = request;
  try {
    return profile.layout(request);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const other = PROFILES.find((one) => one !== profile && fits(one, request));
    if (other !== undefined) {
      const problem = `the header does not fit profile ${profile.name}, but profile ${other.name}`;
      throw new InputError({ file, line, problem, todo: `name that one with --profile ${other.name}, or none` });
    }
    const system = otherExport(header);
    if (system === null) throw error;
    const read = `this reads exports of profile ${listed(PROFILE_NAMES)}: see docs/contacts-csv.md`;
    throw new InputError({ file, line, problem: `is an export of ${system}`, todo: read });
  }
}

function fits(profile: Profile, request: LayoutRequest): boolean {
  try {
    profile.layout(request);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
