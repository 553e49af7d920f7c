import { recognized } from '../../contacts/csv/format/recognize.ts';
import { csvFile } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { KNOWN_EXPORT_COLUMNS } from '../../contacts/profiles/known-exports.ts';
import { printableJson, printableText } from '../../contacts/words/printable.ts';
import { type MatchedCsv, matchCsv } from '../../matching/host/match-csv.ts';
import { refuseTooLarge } from '../../matching/host/memory.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { ExplainRowsArgs } from '../plan/explain-args.ts';
import { type Explained, explainTwo } from './explain-two.ts';
import { explainedText } from './explained-text.ts';
import { tellProgress } from './progress.ts';
import { readInputs } from './read-inputs.ts';

/** Of a larger cluster only the first pairs are explained. */
const MOST_PAIRS = 45;

/** Explains two rows of a file, or each two of a row's cluster. Throws InputError where there is no such row. */
export async function explainRows(args: ExplainRowsArgs): Promise<void> {
  const { csv, encoding, sourceColumn, region, ids, isNot, json } = args;
  refuseTooLarge(csv, { allowedMiB: null, keepCells: true });
  const { map, decisions, model } = await readInputs(args);
  const source = await recognized(csvFile(csv, { encoding }), []);
  const found = await matchCsv({
    source,
    map,
    model,
    keepCells: true,
    sourceColumn,
    ...(decisions !== null && { decisions }),
    known: KNOWN_EXPORT_COLUMNS,
    region,
    onProgress: tellProgress(),
  });
  if (ids.length === 2 && ids[0] === ids[1])
    throw new UsageError(`${ids[0]} is one row, expected two different ones, or one alone for its whole cluster`);
  const records = ids.map((id) => recordOf(found, id, source.name));
  const pairs = pairsToTell(found, records);
  const told = pairs.slice(0, MOST_PAIRS).map(([a, b]) => explainTwo(found, a, b));
  const value = { file: source.name, pairs: told };
  // Unmasked: somebody who is to judge whether two are one person has to see what they have.
  const shown = json ? printableJson(value) : printableText(textOf({ told, all: pairs.length, isNot, ids }));
  process.stdout.write(`${shown}\n`);
}

function recordOf({ ids }: MatchedCsv, id: string, file: string): number {
  const record = ids.indexOf(id);
  if (record >= 0) return record;
  throw new InputError({ file, problem: `has no row with the id '${id}'`, todo: 'copy it from the file' });
}

function pairsToTell({ match }: MatchedCsv, records: readonly number[]): [number, number][] {
  const [one = 0, other] = records;
  if (other !== undefined) return [[one, other]];
  const cluster = match.clusters[one] as number;
  const members = [...match.clusters.entries()].flatMap(([record, lowest]) => (lowest === cluster ? [record] : []));
  return members.flatMap((a, at) => members.slice(at + 1).map((b): [number, number] => [a, b]));
}

interface Telling {
  told: readonly Explained[];
  all: number;
  isNot: boolean;
  ids: readonly string[];
}

function textOf({ told, all, isNot, ids }: Telling): string {
  if (told.length === 0) return `${ids[0]} is alone: nobody else is more likely the same person than not`;
  const more = all > told.length ? [`${all - told.length} more pairs of the cluster are not shown`] : [];
  return [...told.map((one) => explainedText(one, { isNot })), ...more].join('\n\n');
}
