import { readFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { Contact } from '../../contacts/contact.ts';
import type { RejectedRow } from '../../contacts/csv/rejected-row.ts';
import { csvInMemory } from '../../contacts/csv/source.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { buildPlan } from '../../contacts/planning/build-plan.ts';
import { type NeverMergePair, neverMergeOf } from '../../contacts/planning/never-merge.ts';
import { type CsvFindings, planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { parseRules, type Rules } from '../../contacts/rules/rules.ts';
import { choosePrimary } from '../../contacts/strategies/choose-primary.ts';

export const RULES: Rules = parseRules(
  readFileSync(new URL('../../rules.default.yaml', import.meta.url), 'utf8'),
  'rules.default.yaml',
);

/** A contact that no rule likes better than another made so. */
export function contact(overrides: Partial<Contact>): Contact {
  return {
    id: 'REVU-1',
    email: 'ada@example.com',
    emailWritten: '',
    name: '',
    externalRef: '',
    modifiedBy: '',
    userId: '',
    accountId: 'ACC-1',
    accountName: 'Acme',
    updatedAt: '2025-01-01T00:00:00Z',
    updatedByBi: false,
    tickets: 0,
    action: '',
    ...overrides,
  };
}

/** Contacts of one cluster, with ids REVU-1, REVU-2, … */
export function contacts(...overrides: Partial<Contact>[]): Contact[] {
  return overrides.map((one, at) => contact({ id: `REVU-${at + 1}`, ...one }));
}

export interface PlanRequest {
  contacts: Contact[];
  rejected?: RejectedRow[];
  neverMerge?: NeverMergePair[];
  rules?: Rules;
}

export function clustersOfPlan(request: PlanRequest): PlanCluster[] {
  const { contacts, rejected = [], neverMerge = [], rules = RULES } = request;
  return buildPlan({ contacts, rejected, rules, neverMerge: neverMergeOf(neverMerge), profile: externalContacts })
    .clusters;
}

/** Plans contacts that make up one cluster. */
export function onlyCluster(request: PlanRequest): PlanCluster {
  const clusters = clustersOfPlan(request);
  if (clusters[0] === undefined || clusters.length > 1) throw new Error(`Expected one cluster, got ${clusters.length}`);
  return clusters[0];
}

/** `cxp-uid REVU-2`: who won, by which rule. */
export function winner(...overrides: Partial<Contact>[]): string {
  const { strategies } = externalContacts;
  const { strategy, primary } = choosePrimary({ members: contacts(...overrides), strategies, rules: RULES });
  return `${strategy} ${primary.id}`;
}

export const HEADER: readonly string[] =
  'Email|External Ref|Modified By Name|User ID|Type|Display ID|Devrev Account ID|Devrev Account Name|Updated At|CXP User id|Updated by BI service||Linked to acc|Tickets|Action|Strategy'.split(
    '|',
  );

/** A good row, with the named cells changed. */
export function row(cells: Record<string, string> = {}): string[] {
  const good: Record<string, string> = {
    Email: 'ada@example.com',
    'Display ID': 'REVU-1',
    'Devrev Account ID': 'ACC-1',
    'Updated by BI service': 'FALSE',
    Tickets: '0',
  };
  return HEADER.map((name) => cells[name] ?? good[name] ?? '');
}

export function csvOf(...rows: string[][]): string {
  return stringify([[...HEADER], ...rows]);
}

export async function planOf(
  csv: string | Uint8Array,
): Promise<CsvFindings & { clusters: PlanCluster[]; digest: string }> {
  const { plan, ...findings } = await planFromCsv({
    source: csvInMemory('contacts.csv', csv),
    rules: RULES,
    neverMerge: new Map(),
    profile: externalContacts,
  });
  return { ...findings, clusters: plan.clusters, digest: plan.digest };
}
