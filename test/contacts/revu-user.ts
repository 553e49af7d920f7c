import { stringify } from 'csv-stringify/sync';
import type { Contact } from '../../contacts/contact.ts';
import { csvInMemory } from '../../contacts/csv/source.ts';
import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { buildPlan } from '../../contacts/planning/build-plan.ts';
import { type CsvFindings, planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { revuUser } from '../../contacts/profiles/revu-user.ts';
import { contact, RULES } from './make.ts';

export const REVU_COLUMNS: readonly string[] =
  'REV_USER_ID|DISPLAY_NAME|EMAIL|EXTERNAL_REF|FULL_NAME|TICKET_COUNT|CREATED_AT|UPDATED_AT'.split('|');

/** A good row, by column, with the named cells changed. */
export function revuCells(cells: Record<string, string> = {}): Record<string, string> {
  return {
    REV_USER_ID: 'REVU-1',
    DISPLAY_NAME: 'Ada',
    EMAIL: 'ada@example.com',
    EXTERNAL_REF: 'REVU-1',
    FULL_NAME: 'Ada Lovelock',
    TICKET_COUNT: '0',
    CREATED_AT: '2024-01-15 09:05:00.000',
    UPDATED_AT: '2025-01-15 09:05:00.000',
    ...cells,
  };
}

export function revuCsv(rows: Record<string, string>[], columns: readonly string[] = REVU_COLUMNS): string {
  return stringify([[...columns], ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
}

export async function revuPlanOf(csv: string): Promise<CsvFindings & { plan: Plan }> {
  const source = csvInMemory('users.csv', csv);
  return planFromCsv({ source, rules: RULES, neverMerge: new Map(), profile: revuUser });
}

/** Plans contacts of one e-mail: ids REVU-1, REVU-2, … */
export function revuCluster(...overrides: Partial<Contact>[]): PlanCluster {
  const contacts = overrides.map((one, at) =>
    contact({ id: `REVU-${at + 1}`, accountId: '', accountName: '', ...one }),
  );
  const { clusters } = buildPlan({ contacts, rejected: [], rules: RULES, neverMerge: new Map(), profile: revuUser });
  if (clusters[0] === undefined || clusters.length > 1) throw new Error(`Expected one cluster, got ${clusters.length}`);
  return clusters[0];
}
