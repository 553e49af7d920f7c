import type { DateOrder } from '../csv/dates.ts';
import { type CsvFormat, PLAIN } from '../csv/format/csv-format.ts';
import type { RejectedRow } from '../csv/rejected-row.ts';
import type { CsvSource } from '../csv/source.ts';
import type { Plan, PlanCluster, PlanVersion } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import { recognizedContacts } from '../profiles/profiles.ts';
import type { Rules } from '../rules/rules.ts';
import { type CleanedRow, ContactRows } from './contact-rows.ts';
import { findDateOrder } from './date-order.ts';
import { groupByEmail } from './group-by-email.ts';
import type { Grouping } from './grouping.ts';
import type { NeverMerge } from './never-merge.ts';
import { planClusters } from './plan-clusters.ts';
import { planWriter } from './plan-text.ts';
import { type ContactsRead, readContacts } from './read-contacts.ts';
import { footerRows } from './rejected-groups.ts';

export interface PlanFromCsvOptions {
  source: CsvSource;
  rules: Rules;
  neverMerge: NeverMerge;
  profile: Profile;
  /** Whom it believes to be one person. @default those of one e-mail */
  grouping?: () => Grouping;
}

/** What the file held, beside the clusters. */
export interface CsvFindings {
  /** SHA-256 of the file, 64 hex. */
  csvDigest: string;
  /** How its bytes became rows. */
  format: CsvFormat;
  /** The order of dates that a spreadsheet has written anew: named by a person or found; null where there are none. */
  dates: DateOrder | null;
  /** Columns that the profile does not know, as a message may show them. */
  extraColumns: readonly string[];
  rows: number;
  /** Rows that passed every check. */
  contacts: number;
  /** In the order of the file. */
  rejected: RejectedRow[];
  /** How many of them, at the end, are no rows but what stands below them. */
  footer: number;
  /** Rows whose address had to be cleaned: see csv/clean-email.ts. */
  cleaned: CleanedRow[];
  /** Ids that stand on more than one row. */
  repeatedIds: { id: string; lines: number[] }[];
  /** Contacts that cannot be in a cluster because they have no e-mail. */
  withoutEmail: number;
  /** Contacts that a pattern of the rules leaves out. Patterns that met none are not listed. */
  leftOut: { pattern: string; contacts: number; emails: number }[];
  /** Ids of never-merge pairs that no row has: a slip of the pen would protect nobody. */
  unknownNeverMerge: string[];
  /** How the clusters compare with a person's `Action` notes: ids of those that do not agree. Blank ones are neither. */
  actions: { hasActions: boolean; agree: number; disagree: string[] };
}

/** The whole way from a CSV to a plan in memory. Throws InputError when the file as a whole cannot be used. */
export async function planFromCsv(options: PlanFromCsvOptions): Promise<CsvFindings & { plan: Plan }> {
  const { crm, name } = options.profile;
  const clusters: PlanCluster[] = [];
  const onCluster = (cluster: PlanCluster): number => clusters.push(cluster);
  const { digest, version, ...findings } = await streamPlan({ ...options, onCluster });
  return { ...findings, plan: { version, digest, crm, profile: name, clusters } };
}

/** Once; where dates have an order that only all of them tell, once more. */
async function readAll({
  rules,
  profile,
  grouping = groupByEmail,
  ...from
}: PlanFromCsvOptions): Promise<ContactsRead & { read: ContactRows; source: CsvSource }> {
  let source = await recognizedContacts(from.source);
  for (;;) {
    const read = new ContactRows({ leaveOutEmails: rules.leaveOutEmails, grouping: grouping() });
    const found = await readContacts({ source, profile, into: read });
    if (found !== null) return { ...found, read, source };
    source = { ...source, dates: await findDateOrder(source, profile) };
  }
}

export interface StreamPlanOptions extends PlanFromCsvOptions {
  /** Called for each cluster in order, with its piece of the plan file. */
  onCluster: (cluster: PlanCluster, text: string) => void;
}

/** The same without keeping the clusters. `lastText` is the last piece of the plan file. */
export async function streamPlan(
  options: StreamPlanOptions,
): Promise<CsvFindings & { digest: string; version: PlanVersion; lastText: string }> {
  const { rules, neverMerge, profile, onCluster } = options;
  const { source, read, rows, csvDigest, extraColumns } = await readAll(options);
  const writer = planWriter({ crm: profile.crm, profile: profile.name });
  const actions: CsvFindings['actions'] = { hasActions: read.hasActions, agree: 0, disagree: [] };
  for (const { cluster, actions: verdict } of planClusters({ read, rules, neverMerge, profile })) {
    if (verdict.code === 'agrees') actions.agree++;
    if (verdict.code === 'as-sheet' || verdict.code === 'unclear') actions.disagree.push(cluster.id);
    onCluster(cluster, writer.add(cluster));
  }
  const { digest, version, text: lastText } = writer.end();
  const { contacts, ungrouped: withoutEmail, rejected, cleaned } = read;
  const repeatedIds = [...read.repeatedIds].map(([id, lines]) => ({ id, lines }));
  const leftOut = read.leftOut.filter((one) => one.contacts > 0).map((one) => ({ ...one, emails: one.emails.size }));
  const footer = footerRows(rejected, read.lastLine);
  const unknownNeverMerge = [...neverMerge.keys()].filter((id) => !read.hasId(id));
  return {
    digest,
    version,
    lastText,
    csvDigest,
    format: source.format ?? PLAIN,
    dates: source.dates ?? null,
    extraColumns,
    rows,
    contacts,
    rejected,
    footer,
    cleaned,
    repeatedIds,
    withoutEmail,
    leftOut,
    unknownNeverMerge,
    actions,
  };
}
