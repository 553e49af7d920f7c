import { csvInMemory } from '../../contacts/csv/source.ts';
import { type MatchCsvOptions, type MatchedCsv, matchCsv } from '../../matching/host/match-csv.ts';
import { type Dictionary, intern, openArena, openDictionary } from '../../matching/text/dictionary.ts';

/** Two texts in a dictionary of their own. */
export function twoTexts(a: string, b: string): { dictionary: Dictionary; a: number; b: number } {
  const dictionary = openDictionary(openArena());
  return { dictionary, a: intern(dictionary, a), b: intern(dictionary, b) };
}

export function csvOf(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}

export async function matched(csv: string, options: Partial<MatchCsvOptions> = {}): Promise<MatchedCsv> {
  return await matchCsv({ source: csvInMemory('contacts.csv', csv), ...options });
}

/** Clusters, or groups of the auto band, of two or more: their ids. */
export function groupsOf({ ids, match }: MatchedCsv, which: 'clusters' | 'auto'): string[][] {
  const groups = new Map<number, string[]>();
  for (const [record, group] of match[which].entries()) {
    if (group >= 0) groups.set(group, [...(groups.get(group) ?? []), ids.at(record) ?? '']);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
