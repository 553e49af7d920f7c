import { InputError } from '../../contacts/input-error.ts';
import { IDENTIFYING, NAMES } from '../columns/kinds.ts';
import { type MappedColumn, missingIn } from '../columns/mapping.ts';
import type { ReadColumns } from './read-columns.ts';
import type { ColumnMap } from './read-map.ts';

/** Throws InputError where a person's mapping names a column that the file lacks. */
export function checkMap({ columns, never, same, keep }: ColumnMap, headers: readonly string[], file: string): void {
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

/** Throws InputError where nothing tells who somebody is. */
export function refuseNameless(mapping: readonly MappedColumn[], file: string): void {
  const missing = missingIn(mapping);
  if (missing === null) return;
  const found = mapping.map(({ facts, kind }) => `${facts.header} (${kind})`).join(', ');
  throw new InputError({
    file,
    line: 1,
    problem: `no column ${missing === 'name' ? 'with a name or anything' : ''} that tells who somebody is: looked for ${[...NAMES, ...IDENTIFYING].join(', ')}; found ${found}`,
    todo: 'say with --map what the columns hold',
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
  if (column.cells.size > 1) return;
  const problem = `column '${header}' has one value in all rows, expected two sources or more`;
  throw new InputError({
    file,
    problem,
    todo: 'leave --source-column out: then people are looked for within the file',
  });
}
