import type { CountryCode } from 'libphonenumber-js/max';
import type { CsvSource } from '../../contacts/csv/source.ts';
import type { Grouping } from '../../contacts/planning/grouping.ts';
import { groupBesideEmail } from '../../contacts/planning/matched/group-beside-email.ts';
import { KNOWN_EXPORT_COLUMNS } from '../../contacts/profiles/known-exports.ts';
import type { Profile } from '../../contacts/profiles/profile.ts';
import type { Decision } from '../../matching/host/decisions-file.ts';
import { matchCsv } from '../../matching/host/match-csv.ts';
import { matchedGroups } from '../../matching/host/matched-groups.ts';
import { NO_MAP, readColumnMap } from '../../matching/host/read-map.ts';

export interface GroupedBeside {
  /** As it is to be read. */
  source: CsvSource;
  profile: Pick<Profile, 'contactId'>;
  map: string | null;
  /** Null: none were given. */
  decisions: readonly Decision[] | null;
  region: CountryCode | null;
}

/** Groups by e-mail, and beside it as a matching of the same file does. Throws InputError. */
export async function groupedBeside({
  source,
  profile,
  map,
  decisions,
  region,
}: GroupedBeside): Promise<() => Grouping> {
  const found = await matchCsv({
    source,
    forPlan: true,
    map: map === null ? NO_MAP : await readColumnMap(map),
    known: KNOWN_EXPORT_COLUMNS,
    ...(decisions !== null && { decisions }),
    region,
  });
  const matched = matchedGroups(found, profile.contactId);
  return () => groupBesideEmail(matched);
}
