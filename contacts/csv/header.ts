import { InputError } from '../input-error.ts';
import { nearestName } from './nearest-name.ts';
import { shown } from './rejected-row.ts';

/** Of a line about a fault. */
const MOST_CHARACTERS = 100;

export interface HeaderRequest {
  header: readonly string[];
  file: string;
  /** Where it stands. */
  line: number;
  profile: string;
  /** Columns that are read. */
  needed: readonly string[];
  /** Others that the layout knows. */
  optional: readonly string[];
}

export interface HeaderColumns {
  /** How many cells a row has. */
  width: number;
  /** Where a column stands, by its name as the layout spells it; -1 where it is absent. */
  placeOf: (name: string) => number;
  /** Names of columns that the layout does not know, as a message may show them. */
  extra: string[];
}

/** Finds columns by their names, whatever their order and case. Throws InputError with a line for each that is missing or stands twice. */
export function checkHeader(request: HeaderRequest): HeaderColumns {
  const { header, file, line, profile, needed, optional } = request;
  const names = header.map(foldedName);
  const known = [...needed, ...optional].map(foldedName);
  const others = header.filter((_, at) => names[at] !== '' && !known.includes(names[at] ?? ''));
  // Where none is known the line is no header: it is a person's data.
  const hints = names.some((name) => name !== '' && known.includes(name)) ? others : [];
  const faults = [
    ...needed.filter((name) => !names.includes(foldedName(name))).map((name) => missing(name, { hints, header })),
    ...[...needed, ...optional].flatMap((name) => twice(name, names)),
  ];
  if (faults.length > 0) {
    throw new InputError({ file, line, problem: headerProblem(`does not fit profile ${profile}`, faults) });
  }
  const placeOf = (name: string): number => names.indexOf(foldedName(name));
  return { width: header.length, placeOf, extra: others.map((name) => quoted(name.trim())) };
}

/** A sentence and, below it, a line for each fault. */
export function headerProblem(what: string, faults: readonly string[]): string {
  return [`the header ${what}:`, ...faults.map((fault) => clipped(`  ${fault}`))].join('\n');
}

/** As headers are compared: a person's spreadsheet changes case and blanks. */
export function foldedName(name: string): string {
  return name.trim().toLowerCase();
}

function missing(name: string, { hints, header }: { hints: string[]; header: readonly string[] }): string {
  const nearest = nearestName(name, hints);
  const hint =
    nearest === null ? '' : `; the nearest is ${quoted(nearest.trim())} in column ${header.indexOf(nearest) + 1}`;
  return `no column '${name}'${hint}`;
}

function twice(name: string, names: readonly string[]): string[] {
  const places = names.flatMap((other, at) => (other === foldedName(name) && name !== '' ? [at + 1] : []));
  return places.length < 2 ? [] : [`column '${name}' stands more than once: ${places.join(', ')}`];
}

function clipped(line: string): string {
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** Where the header line is missing its cells are a person's data. */
function quoted(name: string): string {
  return /^[\w .&/:()-]{1,40}$/.test(name) ? `'${name}'` : `(${shown(name)})`;
}
