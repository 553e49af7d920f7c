import { setImmediate } from 'node:timers/promises';
import type { CountryCode } from 'libphonenumber-js/max';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { emailKey } from '../../contacts/keys/email-key.ts';
import { phoneKey } from '../../contacts/keys/phone-key.ts';
import { DEFAULT_ROLE_ADDRESSES } from '../../contacts/rules/default-role-addresses.ts';
import { isRoleAddress, roleAddresses } from '../../contacts/rules/role-addresses.ts';
import { type Built, buildTable } from '../columns/build-table.ts';
import { factsOf, type RawColumn } from '../columns/facts.ts';
import type { ColumnKind } from '../columns/kinds.ts';
import { type MappedColumn, mapColumns } from '../columns/mapping.ts';
import type { Helpers } from '../comparing/helpers.ts';
import { fieldCode } from '../levels/level-names.ts';
import { type Match, matchInTurns } from '../match.ts';
import { during, type Progress } from '../progress.ts';
import type { Field } from '../records/table.ts';
import { email } from '../values/email.ts';
import { phone } from '../values/phone.ts';
import { cellSet } from '../values/same-cell.ts';
import { checkMap, checkSources, refuseNameless, refuseTwice, type SaidKinds } from './check-columns.ts';
import { applyDecisions, type Decided } from './decided.ts';
import type { Decision } from './decisions-file.ts';
import type { StoredModel } from './model-file.ts';
import { type ReadColumns, readColumns } from './read-columns.ts';
import { type ColumnMap, NO_MAP } from './read-map.ts';
import { recordHash } from './record-hash.ts';
import type { RecordIds } from './record-ids.ts';
import { cellOf, type RowOrder, recordsOf } from './records-of.ts';
import { openThreads } from './threads/open-threads.ts';

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
  /**
   * Whether cells can be asked for afterwards: it takes the memory of the file.
   * @default forPlan
   */
  keepCells?: boolean;
  /** Header of the column that says which of several sources a row comes from: one person has one row of each at most. */
  sourceColumn?: string | null;
  /** What persons have said of pairs of rows. */
  decisions?: readonly Decision[];
  /** What was learned before, instead of learning from this file. */
  model?: StoredModel | null;
  /** Asked before anything is compared; what a person answers, by header, goes before all that was found. */
  askKinds?: (mapping: readonly MappedColumn[]) => Promise<Record<string, ColumnKind>>;
  /** How many threads compare, this one among them (default: as many as there are processors, where there are pairs enough). The answer is the same. */
  threads?: number | null;
  onProgress?: (progress: Progress) => void;
  /** Stops it between two turns: `matchCsv` then throws its reason. */
  signal?: AbortSignal;
}

export interface MatchedCsv {
  mapping: MappedColumn[];
  /** In the order of the records: by id, or by line where there is none. */
  ids: RecordIds;
  match: Match;
  read: Pick<ReadColumns, 'rows' | 'oddRows'>;
  built: Pick<Built, 'undecided' | 'badDates'>;
  /** Null: nothing was said of any pair. */
  decided: Decided | null;
  /** Headers of the columns that forbid, in the order of the table's. */
  never: readonly string[];
  /** All that was learned. */
  model: () => StoredModel;
  /** Where cells are kept: what a row has in a column of the mapping, as written; '' for nothing. */
  cell: ((record: number, column: number) => string) | null;
  /** Where cells are kept: of each record what it has in the fields that are compared, as written. Names of fields as in plans. */
  cellsOf: ((record: number) => Record<string, string>) | null;
}

const ROLES = roleAddresses(DEFAULT_ROLE_ADDRESSES);

/** Who is the same person in a CSV. Throws InputError where it cannot say. */
export async function matchCsv(options: MatchCsvOptions): Promise<MatchedCsv> {
  const threads = openThreads(options.threads ?? null);
  try {
    return await matchedBy(options, threads);
  } finally {
    await threads.close();
  }
}

async function matchedBy(options: MatchCsvOptions, helpers: Helpers): Promise<MatchedCsv> {
  const { model = null, map = NO_MAP } = options;
  const { built, mapping, ids, newest, rows, oddRows, decided, columns, order } = await recordsIn(options);
  const turns = matchInTurns(built.table, {
    isRole: (address) => isRoleAddress(ROLES, address),
    same: built.same,
    helpers,
    ...(decided && { said: decided.said }),
    ...(model && { trained: model.trained }),
  });
  const found = await inTurns(turns, options);
  const isCompared = ({ kind, name }: Field): boolean =>
    found.model.fields.some((one) => one.kind === kind && one.name === name);
  return {
    mapping,
    ids,
    match: found,
    read: { rows, oddRows },
    built: { undecided: built.undecided, badDates: built.badDates },
    decided,
    never: map.never,
    model: () =>
      model ?? {
        mapping: Object.fromEntries(mapping.map(({ facts, kind }) => [facts.header, kind])),
        newest,
        trained: found.trained(),
      },
    cell: columns && ((record, column) => cellOf(columns[column] as RawColumn, order[record] as number)),
    cellsOf: columns && cellReader(columns, order, built.table.fields.filter(isCompared)),
  };
}

interface Records extends RowOrder, Pick<ReadColumns, 'rows' | 'oddRows'> {
  built: Built;
  mapping: MappedColumn[];
  newest: number;
  decided: Decided | null;
  /** Null: they are not needed any more. */
  columns: RawColumn[] | null;
}

async function recordsIn(options: MatchCsvOptions): Promise<Records> {
  const {
    source,
    map = NO_MAP,
    known = {},
    region = null,
    forPlan = false,
    keepCells = forPlan,
    model = null,
  } = options;
  const { sourceColumn = null } = options;
  const read = await readColumns(source, options.signal);
  const headers = read.columns.map(({ header }) => header);
  checkMap(map, headers, source.name);
  if (sourceColumn !== null) checkSources(read, sourceColumn, source.name);
  const facts = read.columns.map(factsOf);
  const learned = learnedKinds(model, mapColumns(facts, { known }));
  const fixed = { ...learned, ...map.columns };
  const said: SaidKinds[] = [
    { by: 'the model', kinds: learned },
    { by: 'the mapping', kinds: map.columns },
  ];
  refuseTwice(said, source.name);
  const first = mapColumns(facts, { fixed, known });
  const answers = (await options.askKinds?.(first)) ?? {};
  refuseTwice([...said, { by: 'your answers', kinds: answers }], source.name);
  const mapping =
    Object.keys(answers).length === 0 ? first : mapColumns(facts, { fixed: { ...fixed, ...answers }, known });
  refuseNameless(mapping, { file: source.name, byModel: model !== null });
  const rowOrder = await inTurns(
    during('normalise', recordsOf(read, { mapping, file: source.name, forPlan })),
    options,
  );
  const newest = options.newest ?? model?.newest ?? newestYear(mapping);
  const building = buildTable({
    columns: read.columns.map((column, at) => ({ column, kind: mapping[at]?.kind ?? 'other' })),
    order: rowOrder.order,
    phone: region === null ? phone : (text) => phone(phoneKey(text, region) ?? text),
    email: (text) => email(text, emailKey),
    newest,
    ignore: cellSet(map.ignore),
    never: map.never,
    same: map.same,
    source: sourceColumn,
    empties: !keepCells,
  });
  const built = await inTurns(during('normalise', building), options);
  const hashOf = (records: readonly number[]): string => recordHash(built.table, records);
  return {
    ...rowOrder,
    built,
    mapping,
    newest,
    rows: read.rows,
    oddRows: read.oddRows,
    decided: decidedIn(options, { ...rowOrder, hashOf }),
    columns: keepCells ? read.columns : null,
  };
}

/** Of a model's columns those that the file has; what else it has was not compared. Consent never is, and stays what it is. */
function learnedKinds(model: StoredModel | null, found: readonly MappedColumn[]): Record<string, ColumnKind> {
  if (model === null) return {};
  const { mapping } = model;
  return Object.fromEntries(
    found.map(({ facts: { header }, kind }) => {
      const learned = Object.hasOwn(mapping, header) ? (mapping[header] ?? 'other') : 'other';
      return [header, learned === 'other' && kind === 'consent' ? kind : learned];
    }),
  );
}

function decidedIn(
  { decisions, source }: MatchCsvOptions,
  { ids, hasIds, hashOf }: { ids: RecordIds; hasIds: boolean; hashOf: (records: readonly number[]) => string },
): Decided | null {
  if (decisions === undefined) return null;
  if (hasIds) return applyDecisions({ decisions, ids, hashOf });
  const problem = 'no column of ids, by which decisions name rows';
  throw new InputError({ file: source.name, line: 1, problem, todo: 'say with --map which column is the id' });
}

/** Lets others run in between. */
async function inTurns<T>(
  turns: Generator<Progress, T>,
  { onProgress, signal }: Pick<MatchCsvOptions, 'onProgress' | 'signal'>,
): Promise<T> {
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
    onProgress?.(turn.value);
    await (turn.value.until ?? setImmediate());
    signal?.throwIfAborted();
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
