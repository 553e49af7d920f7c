import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import type { MappedColumn } from '../../matching/columns/mapping.ts';
import { writeClusters } from '../../matching/host/clusters-file.ts';
import { writeDecisions } from '../../matching/host/decisions-file.ts';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';
import { writeMergeList } from '../../matching/host/merge-list.ts';
import { writeModel } from '../../matching/host/model-file.ts';
import type { Persons } from '../../matching/host/persons.ts';
import { type ColumnMap, columnMapText } from '../../matching/host/read-map.ts';
import type { MatchSummary } from '../../matching/host/summary.ts';
import type { MatchArgs } from './match-args.ts';
import type { Spent } from './match-text.ts';

interface Outcome {
  args: Pick<MatchArgs, 'out' | 'decisions' | 'plan' | 'mostPerMerge'>;
  /** Of the contacts, for messages. */
  file: string;
  found: MatchedCsv;
  persons: Persons;
  keep: ColumnMap['keep'];
  summary: MatchSummary;
  spent: Spent;
}

/** Writes all files that were asked for, each whole or not at all; their paths. */
export async function writeOutputs({ args, file, found, persons, keep, summary, spent }: Outcome): Promise<string[]> {
  const { out, decisions, plan, mostPerMerge } = args;
  if (out.map !== null) writeWhole(out.map, mapText(found.mapping));
  if (out.clusters !== null) writeClusters(out.clusters, { ...found, persons: persons.of });
  if (out.model !== null) writeModel(out.model, found.model());
  if (out.mergeList !== null) writeMergeList(out.mergeList, { found, persons: persons.of, keep, mostPerMerge });
  if (out.html !== null) {
    // Loaded only here: what draws is large.
    const { matchHtml } = await import('../../pages/matching/match-html.ts');
    writeWhole(out.html, await matchHtml({ ...summary, file, ...spent }));
  }
  const hasHashes = decisions !== null && (found.decided?.filledIn ?? 0) > 0;
  if (hasHashes) writeDecisions(decisions, found.decided?.decisions ?? []);
  const paths = [
    out.map,
    out.clusters,
    out.model,
    out.mergeList,
    out.html,
    hasHashes ? decisions : null,
    plan?.out ?? null,
  ];
  return paths.filter((path) => path !== null);
}

function mapText(mapping: readonly MappedColumn[]): string {
  const columns = mapping.map(({ facts, kind, by }) => ({
    header: facts.header,
    kind,
    note: `${Math.round((100 * facts.filled) / facts.rows)} % filled, ${facts.distinct} different; by ${by}`,
  }));
  return columnMapText(columns);
}

function writeWhole(path: string, text: string): void {
  const file = new AtomicFile(path);
  try {
    file.write(text);
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}
