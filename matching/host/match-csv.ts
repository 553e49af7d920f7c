import type { CountryCode } from 'libphonenumber-js/max';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { emailKey } from '../../contacts/keys/email-key.ts';
import { phoneKey } from '../../contacts/keys/phone-key.ts';
import { DEFAULT_ROLE_ADDRESSES } from '../../contacts/rules/default-role-addresses.ts';
import { isRoleAddress, roleAddresses } from '../../contacts/rules/role-addresses.ts';
import { type Built, buildTable } from '../columns/build-table.ts';
import { factsOf, type RawColumn } from '../columns/facts.ts';
import { type ColumnKind, IDENTIFYING, NAMES } from '../columns/kinds.ts';
import { type MappedColumn, mapColumns, missingIn } from '../columns/mapping.ts';
import { fieldCode } from '../levels/level-names.ts';
import { type Match, match, type Stage } from '../match.ts';
import type { Field } from '../records/table.ts';
import { textOf } from '../text/dictionary.ts';
import { email } from '../values/email.ts';
import { phone } from '../values/phone.ts';
import { type ReadColumns, readColumns } from './read-columns.ts';
import { type ColumnMap, NO_MAP } from './read-map.ts';

export interface MatchCsvOptions {
  source: CsvSource;
  map?: ColumnMap;
  /** Kinds by header, of programs whose exports are known. */
  known?: Readonly<Record<string, ColumnKind>>;
  /** Country of telephone numbers without a country code. */
  region?: CountryCode | null;
  /** The newest year that two digits may mean (default: the newest that the file's dates show). */
  newest?: number;
  /**
   * For a plan: rows of one id are records of their own, where else they are refused, an id column is needed, and cells are kept.
   * @default false
   */
  forPlan?: boolean;
  /** Called before anything is compared. */
  onMapping?: (mapping: readonly MappedColumn[]) => void;
  onStage?: (stage: Stage) => void;
}

export interface MatchedCsv {
  mapping: MappedColumn[];
  /** In the order of the records: by id, or by line where there is none. */
  ids: string[];
  match: Match;
  read: Pick<ReadColumns, 'rows' | 'oddRows'>;
  built: Pick<Built, 'undecided' | 'badDates'>;
  /** Where it is for a plan: of each record what it has in the fields that are compared, as written. Names of fields as in plans. */
  cellsOf: ((record: number) => Record<string, string>) | null;
}

const ROLES = roleAddresses(DEFAULT_ROLE_ADDRESSES);

/** Who is the same person in a CSV. Throws InputError where it cannot say. */
export async function matchCsv(options: MatchCsvOptions): Promise<MatchedCsv> {
  const { source, map = NO_MAP, known = {}, region = null, forPlan = false, onMapping, onStage } = options;
  const read = await readColumns(source);
  checkMap(map, read, source.name);
  const mapping = mapColumns(read.columns.map(factsOf), { fixed: map.columns, known });
  refuseNameless(mapping, source.name);
  onMapping?.(mapping);
  const { order, ids } = recordsOf(read, { mapping, file: source.name, forPlan });
  const columns = read.columns.map((column, at) => ({ column, kind: mapping[at]?.kind ?? 'other' }));
  const built = buildTable({
    columns,
    order,
    phone: region === null ? phone : (text) => phone(phoneKey(text, region) ?? text),
    email: (text) => email(text, emailKey),
    newest: options.newest ?? newestYear(mapping),
    ignore: new Set(map.ignore),
    never: map.never,
  });
  const { oddRows, rows } = read;
  const { fields } = built.table;
  const found = match(built.table, { isRole: (address) => isRoleAddress(ROLES, address), ...(onStage && { onStage }) });
  const isCompared = ({ kind, name }: Field): boolean =>
    found.model.fields.some((one) => one.kind === kind && one.name === name);
  return {
    mapping,
    ids,
    match: found,
    read: { rows, oddRows },
    built: { undecided: built.undecided, badDates: built.badDates },
    cellsOf: forPlan ? cellReader(read.columns, order, fields.filter(isCompared)) : null,
  };
}

function checkMap({ columns, never }: ColumnMap, read: ReadColumns, file: string): void {
  const headers = read.columns.map(({ header }) => header);
  const missing = [...Object.keys(columns), ...never].filter((name) => !headers.includes(name));
  if (missing.length === 0) return;
  throw new InputError({
    file,
    line: 1,
    problem: `the mapping names ${missing.length === 1 ? 'a column' : 'columns'} that the file lacks: ${missing.join(', ')}`,
    todo: `the file has ${headers.join(', ')}`,
  });
}

function refuseNameless(mapping: readonly MappedColumn[], file: string): void {
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

/** Rows by id, so that their order in the file says nothing. */
function recordsOf(
  { columns, rows, lines }: ReadColumns,
  { mapping, file, forPlan }: { mapping: readonly MappedColumn[]; file: string; forPlan: boolean },
): { order: Uint32Array; ids: string[] } {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const column = columns[mapping.findIndex(({ kind }) => kind === 'id')];
  if (column === undefined) {
    if (!forPlan) return { order, ids: Array.from(lines, String) };
    const problem = 'no column of ids, which a plan names its contacts by';
    throw new InputError({ file, line: 1, problem, todo: 'say with --map which column is the id' });
  }
  if (!forPlan) refuseIds(column, { lines, file });
  const { cells, values } = column;
  const texts = Array.from(values, (cell) => (cell < 0 ? '' : textOf(cells, cell)));
  const whole = (row: number): string => columns.map((one) => cellOf(one, row)).join('\0');
  order.sort((a, b) => {
    const [one, other] = [texts[a] as string, texts[b] as string];
    if (one !== other) return one < other ? -1 : 1;
    return whole(a) < whole(b) ? -1 : 1;
  });
  return { order, ids: Array.from(order, (row) => texts[row] as string) };
}

function refuseIds({ header, cells, values }: RawColumn, { lines, file }: { lines: Int32Array; file: string }): void {
  const rowOf = new Int32Array(cells.size).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const cell = values[row] as number;
    const line = lines[row] as number;
    if (cell < 0)
      throw new InputError({ file, line, problem: `column '${header}' is empty, expected an id`, todo: 'fill it in' });
    const before = rowOf[cell] as number;
    if (before >= 0) {
      throw new InputError({
        file,
        line,
        problem: `the id in column '${header}' is that of line ${lines[before]}`,
        todo: 'give each row an id of its own, or say with --map that the column is something else',
      });
    }
    rowOf[cell] = row;
  }
}

function cellReader(
  columns: readonly RawColumn[],
  order: Uint32Array,
  fields: readonly Field[],
): NonNullable<MatchedCsv['cellsOf']> {
  const sources = fields.map((field) => ({
    code: fieldCode(field),
    from: columns.filter(({ header }) => field.headers.includes(header)),
  }));
  return (record) => {
    const row = order[record] as number;
    const cells = sources.map(({ code, from }) => {
      const some = from.map((column) => cellOf(column, row)).filter((text) => text !== '');
      return [code, some.join('; ')] as const;
    });
    return Object.fromEntries(cells.filter(([, text]) => text !== ''));
  };
}

function cellOf({ cells, values }: RawColumn, row: number): string {
  const cell = values[row] as number;
  return cell < 0 ? '' : textOf(cells, cell);
}

/** Of the dates that the file shows. */
function newestYear(mapping: readonly MappedColumn[]): number {
  let newest = 1999;
  for (const { kind, facts } of mapping) {
    if (kind !== 'updated' && kind !== 'created' && kind !== 'date_of_birth') continue;
    for (const text of facts.samples) {
      const year = Number(/\b(?:19|20)\d{2}\b|^(?:19|20)\d{2}(?=\d{4}$)/.exec(text)?.[0] ?? 0);
      if (year <= 2100) newest = Math.max(newest, year);
    }
  }
  return newest;
}
