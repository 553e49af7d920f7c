import { type CsvSource, csvFile } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { groupMatched } from '../../contacts/planning/matched/group-matched.ts';
import { readNeverMerge } from '../../contacts/planning/never-merge.ts';
import { preview } from '../../contacts/preview/preview.ts';
import type { PreviewSummary } from '../../contacts/preview/summary.ts';
import type { ContactColumns } from '../../contacts/profiles/devrev-contacts.ts';
import type { Profile } from '../../contacts/profiles/profile.ts';
import { CRMS_OF_ANY_LAYOUT, hasProfile, profileOfColumns, profileOfHeader } from '../../contacts/profiles/profiles.ts';
import { readRules } from '../../contacts/rules/rules.ts';
import type { MappedColumn } from '../../matching/columns/mapping.ts';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';
import { matchedGroups } from '../../matching/host/matched-groups.ts';
import { brokenError } from '../plan/broken-words.ts';
import { withDecisions } from './apart-by-decisions.ts';

export interface PlanMatched {
  source: CsvSource;
  found: MatchedCsv;
  /** Whose contacts they are; null: the header tells. */
  crm: string | null;
  rules: string;
  neverMerge: string | null;
  out: string;
}

/** Writes the plan of a match, whole or not at all. Throws InputError where it is for no CRM that merges. */
export async function planMatched(request: PlanMatched): Promise<PreviewSummary> {
  const { source, found, out } = request;
  const profile = profileFor(request);
  const matched = matchedGroups(found, profile.contactId);
  const listed = request.neverMerge === null ? new Map() : await readNeverMerge(csvFile(request.neverMerge), profile);
  const summary = await preview({
    source,
    rules: await readRules(request.rules),
    neverMerge: withDecisions(listed, { decisions: found.decided?.decisions ?? [], profile }),
    profile,
    grouping: () => groupMatched(matched),
    out,
    csvOut: null,
    strict: false,
  });
  if (summary.broken !== null) throw brokenError(source.name, summary.broken);
  return summary;
}

/** The layout that the header asks for, else that of the columns that were found. */
function profileFor({ source, found, crm }: PlanMatched): Profile {
  const { mapping } = found;
  const header = mapping.map(({ facts }) => facts.header);
  const known = hasProfile(header) ? profileOfHeader(header) : null;
  if (known !== null && (crm === null || crm === known.crm)) return known;
  const profile = crm === null ? null : profileOfColumns(crm, columnsOf(mapping, source.name));
  if (profile !== null) return profile;
  const whose = crm === null ? 'does not say whose contacts it has' : `is to be planned for '${crm}'`;
  throw new InputError({
    file: source.name,
    problem: `${whose}, and a plan is for a CRM that merges`,
    todo: `name it with --crm: ${CRMS_OF_ANY_LAYOUT.join(', ')}; for any other take --clusters-out`,
  });
}

function columnsOf(mapping: readonly MappedColumn[], file: string): ContactColumns {
  const places = (kinds: readonly string[]): number[] =>
    mapping.flatMap(({ kind }, at) => (kinds.includes(kind) ? [at] : []));
  const [id] = places(['id']);
  const [email] = places(['email']);
  const [whole] = places(['full_name']);
  const [updated = null] = places(['updated']);
  if (id === undefined || email === undefined) {
    throw new InputError({
      file,
      line: 1,
      problem: `no column of ${id === undefined ? 'ids' : 'e-mails'}, by which each contact is known again in the CRM`,
      todo: 'say with --map which one it is',
    });
  }
  return { id, email, names: whole === undefined ? places(['first_name', 'last_name']) : [whole], updated };
}
