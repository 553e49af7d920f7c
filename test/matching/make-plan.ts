import { csvInMemory } from '../../contacts/csv/source.ts';
import type { Plan } from '../../contacts/plan.ts';
import { groupBesideEmail } from '../../contacts/planning/matched/group-beside-email.ts';
import { groupMatched } from '../../contacts/planning/matched/group-matched.ts';
import { neverMergeOf } from '../../contacts/planning/never-merge.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { devrevContactsWith } from '../../contacts/profiles/devrev-contacts.ts';
import type { Decision, DecisionWord } from '../../matching/host/decisions-file.ts';
import { matchCsv } from '../../matching/host/match-csv.ts';
import { matchedGroups } from '../../matching/host/matched-groups.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { withDecisions } from '../../scripts/match/apart-by-decisions.ts';
import { RULES } from '../contacts/make.ts';

/** Enough strangers that the engine learns what an agreement is worth; ids as DevRev has them. */
export const CROWD: readonly string[] = [...labelledContacts({ seed: 7, rows: 400 })].map((row, at) =>
  [`REVU-${5000 + at}`, ...contactCells(row).slice(1)].join(),
);

export interface ToPlan {
  rows: readonly string[];
  neverMerge?: { a: string; b: string; reason: string }[];
  /** `REVU-1 never REVU-2` */
  decisions?: readonly string[];
  /** What a shared e-mail alone merges is left as it is. */
  beside?: boolean;
}

/** The plan of these rows, of the generator's columns, among the crowd. */
export async function planOf({ rows, neverMerge = [], decisions: said = [], beside = false }: ToPlan): Promise<Plan> {
  const source = csvInMemory('contacts.csv', `${[CONTACT_COLUMNS.join(), ...CROWD, ...rows].join('\n')}\n`);
  const decisions = said.map((text): Decision => {
    const [a = '', word, b = ''] = text.split(' ');
    return { line: 2, a, b, word: word as DecisionWord, hashA: '', hashB: '' };
  });
  const found = await matchCsv({ source, forPlan: true, decisions });
  const place = (name: string): number => CONTACT_COLUMNS.indexOf(name as (typeof CONTACT_COLUMNS)[number]);
  const profile = devrevContactsWith({
    id: place('id'),
    email: place('email'),
    names: [place('first_name'), place('last_name')],
    updated: null,
  });
  const matched = matchedGroups(found, profile.contactId);
  const { plan } = await planFromCsv({
    source,
    rules: RULES,
    neverMerge: withDecisions(neverMergeOf(neverMerge), { decisions, profile }),
    profile,
    grouping: () => (beside ? groupBesideEmail(matched) : groupMatched(matched)),
  });
  return plan;
}

/** The cluster that a contact is in. */
export function clusterOf(plan: Plan, id: string): Plan['clusters'][number] | undefined {
  return plan.clusters.find(({ members }) => members.some((member) => member.id === id));
}
