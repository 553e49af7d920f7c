import { readFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { findProfile, recognizedContacts } from '../../contacts/profiles/profiles.ts';
import { readRules } from '../../contacts/rules/rules.ts';

/** The manual's query of a profile as Postgres has it: one database, and one function by its own name. All else is the same in Snowflake. */
export function queryOfTheManual(profile: string): string {
  const manual = readFileSync('docs/contacts-csv.md', 'utf8');
  const section = manual.slice(manual.indexOf(`\n## Profile ${profile}\n`));
  const [, query = ''] = /```sql\n(.*?)```/s.exec(section) ?? [];
  return query.replaceAll('ANALYTICS.', '').replaceAll('STARTSWITH(', 'starts_with(');
}

export const quoted = (value: string | null): string => (value === null ? 'null' : `'${value}'`);

/** What a preview of its rows says, saved as a file as they come. */
export async function previewOf(
  header: string[],
  rows: Record<string, unknown>[],
): Promise<Awaited<ReturnType<typeof planFromCsv>>> {
  const csv = stringify([header, ...rows.map((row) => Object.values(row))]);
  const source = await recognizedContacts(csvInMemory('contacts.csv', csv));
  return planFromCsv({
    source,
    profile: await findProfile(source, null),
    rules: await readRules('rules.default.yaml'),
    neverMerge: new Map(),
  });
}
