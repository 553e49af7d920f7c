import { fieldWords, levelWords } from '../../contacts/explain/matched-words.ts';
import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import { csvCell } from './csv-cell.ts';
import type { MatchedCsv } from './match-csv.ts';
import { foundGroups } from './matched-groups.ts';
import type { ColumnMap } from './read-map.ts';
import { survivorOf } from './survivors.ts';

/** Columns before those of the file. */
export const MERGE_LIST_COLUMNS = ['person', 'merge', 'primary', 'duplicate', 'band', 'probability', 'reason'] as const;

interface MergeList {
  found: MatchedCsv;
  /** By record. */
  persons: (record: number) => string;
  keep: ColumnMap['keep'];
  /** How many records one merge may have, the primary with them. */
  mostPerMerge: number | null;
}

/**
 * Writes one row per pair of a primary and a duplicate, with the values that the primary is to have at the end: whole or not at all, for its
 * owner only. `merge` counts the merges of a person, each of which takes the primary with so many duplicates at most.
 */
export function writeMergeList(path: string, { found, persons, keep, mostPerMerge }: MergeList): number {
  const { ids, match, mapping, cell } = found;
  if (cell === null) throw new Error('A merge list needs the cells of its file');
  const columns = mapping.flatMap(({ kind, facts }, at) =>
    kind === 'id' ? [] : [{ header: headerOf(facts.header), at }],
  );
  const file = new AtomicFile(path);
  let pairs = 0;
  try {
    file.write(`${[...MERGE_LIST_COLUMNS, ...columns.map(({ header }) => csvCell(header))].join()}\n`);
    for (const { band, records } of foundGroups(match)) {
      const { primary, duplicates, values } = survivorOf({ mapping, cell, keep }, records);
      for (const [at, duplicate] of duplicates.entries()) {
        const merge = mostPerMerge === null ? 1 : 1 + Math.floor(at / (mostPerMerge - 1));
        const { probability, reason } = pairWords(found, primary, duplicate);
        const own = [persons(primary), String(merge), ids.at(primary), ids.at(duplicate), band, probability, reason];
        const kept = columns.map((column) => values[column.at] ?? '');
        file.write(`${[...own, ...kept].map((text) => csvCell(text ?? '')).join()}\n`);
        pairs++;
      }
    }
    file.save();
    file.publish();
    return pairs;
  } finally {
    file.discard();
  }
}

/** The file's own, unless the list has one of that name. */
function headerOf(header: string): string {
  return (MERGE_LIST_COLUMNS as readonly string[]).includes(header.toLowerCase()) ? `${header} (kept)` : header;
}

/** What speaks for the pair, the most telling first; a pair may be in its cluster through a third alone. */
function pairWords({ match }: MatchedCsv, a: number, b: number): { probability: string; reason: string } {
  const { steps, probability } = match.compare(Math.min(a, b), Math.max(a, b));
  const telling = steps
    .filter(({ field, bits }) => bits > 0 && !['together', 'home', 'organisations'].includes(field))
    .toSorted((one, other) => other.bits - one.bits)
    .map(({ field, level }) => `${fieldWords(field)} ${level === undefined ? 'equal' : levelWords(level)}`);
  const reason = telling.length === 0 ? 'through another row of the cluster' : telling.join('; ');
  return { probability: probability.toFixed(4), reason };
}
