import { InputError } from '../../contacts/input-error.ts';
import { type ColumnKind, IDENTIFYING, NAMES } from '../columns/kinds.ts';
import { type MappedColumn, missingIn } from '../columns/mapping.ts';
import { type Dictionary, textOf } from '../text/dictionary.ts';
import { sameCell } from '../values/same-cell.ts';
import type { ReadColumns } from './read-columns.ts';
import type { ColumnMap } from './read-map.ts';

/** A record has one of each. Of columns that are found the best one is taken; of those that a person names none may be dropped unsaid. */
const SINGLE: readonly ColumnKind[] = ['id', 'first_name', 'middle_name', 'last_name', 'full_name'];

/** Throws InputError where a person's mapping names a column that the file lacks, or two that are one thing. */
export function checkMap({ columns, never, same, keep }: ColumnMap, headers: readonly string[], file: string): void {
  refuseTwice([{ by: 'the mapping', kinds: columns }], file);
  const named = [...Object.keys(columns), ...never, ...same.flat(), ...Object.keys(keep)];
  const missing = [...new Set(named)].filter((name) => !headers.includes(name));
  if (missing.length === 0) return;
  throw new InputError({
    file,
    line: 1,
    problem: `the mapping names ${missing.length === 1 ? 'a column' : 'columns'} that the file lacks: ${missing.join(', ')}`,
    todo: `the file has ${headers.join(', ')}`,
  });
}

/** Who says what columns hold; by header. */
export interface SaidKinds {
  by: 'the mapping' | 'the model' | 'your answers';
  kinds: Readonly<Record<string, ColumnKind>>;
}

/** Throws InputError where several together, of whom the last one counts, take two columns for one thing of which a row has one. */
export function refuseTwice(said: readonly SaidKinds[], file: string): void {
  const last = new Map(
    said.flatMap(({ by, kinds }) => Object.entries(kinds).map(([header, kind]) => [header, { by, kind }])),
  );
  for (const kind of SINGLE) {
    const [one, other] = [...last].filter(([, { kind: own }]) => own === kind);
    if (one === undefined || other === undefined) continue;
    const [[header, { by }], [second, { by: otherBy }]] = [one, other];
    throw new InputError({
      file,
      line: 1,
      problem:
        by === otherBy
          ? `${by} ${by === 'your answers' ? 'take' : 'takes'} two columns for ${kind}, of which a row has one: ${header} and ${second}`
          : `${by} takes ${header} for ${kind} and ${otherBy} ${second}, of which a row has one`,
      todo: `leave ${kind} to one of them and say what the other holds, or other${by === otherBy ? '' : ', with --map'}`,
    });
  }
}

interface Nameless {
  file: string;
  /** Whether a stored model says what the columns hold. */
  byModel: boolean;
}

/** Throws InputError where nothing tells who somebody is. */
export function refuseNameless(mapping: readonly MappedColumn[], { file, byModel }: Nameless): void {
  const missing = missingIn(mapping);
  if (missing === null) return;
  const found = mapping.map(({ facts, kind }) => `${facts.header} (${kind})`).join(', ');
  throw new InputError({
    file,
    line: 1,
    problem: `no column ${missing === 'name' ? 'with a name or anything' : ''} that tells who somebody is: looked for ${[...NAMES, ...IDENTIFYING].join(', ')}; found ${found}`,
    todo: byModel
      ? 'the model was learned from a file of other headers, and columns that it does not know are not compared: leave --model out, or say with --map what they hold'
      : 'say with --map what the columns hold',
  });
}

/** Throws InputError where a row does not say which source it is from, or all are from one. */
export function checkSources({ columns, lines }: ReadColumns, header: string, file: string): void {
  const column = columns.find((one) => one.header === header);
  if (column === undefined) {
    throw new InputError({
      file,
      line: 1,
      problem: `has no column '${header}', which is to say where each row comes from`,
      todo: `the file has ${columns.map((one) => one.header).join(', ')}`,
    });
  }
  const empty = column.values.indexOf(-1);
  if (empty >= 0) {
    const problem = `column '${header}' is empty, expected the source that the row comes from`;
    throw new InputError({ file, line: lines[empty], problem, todo: 'fill it in' });
  }
  if (hasSeveral(column.cells)) return;
  const problem = `column '${header}' has one value in all rows, expected two sources or more`;
  throw new InputError({
    file,
    problem,
    todo: 'leave --source-column out: then people are looked for within the file',
  });
}

/** In whatever spelling. */
function hasSeveral(cells: Dictionary): boolean {
  const first = sameCell(textOf(cells, 0));
  for (let id = 1; id < cells.size; id++) if (sameCell(textOf(cells, id)) !== first) return true;
  return false;
}
