import { InputError } from '../../input-error.ts';
import { listed } from '../../words/listed.ts';
import { foldedName } from '../header.ts';
import { type CsvFormat, SEPARATOR_WORDS, SEPARATORS, type Separator } from './csv-format.ts';

/** The columns of a layout, as its header spells them. */
export interface KnownHeader {
  /** A header that has these is a full one. */
  needed: readonly string[];
  /** Those and all others that it knows. */
  columns: readonly string[];
}

export interface FoundHeader {
  separator: Separator;
  lineEnd: CsvFormat['lineEnd'];
  /** Lines before it that hold something. */
  titleLines: number;
  linesBefore: number;
}

const MOST_TITLE_LINES = 20;
/** A name with line breaks in it is quoted, and has not more of them. */
const MOST_LINES_OF_HEADER = 5;

interface Line {
  text: string;
  end: string;
}

interface Candidate {
  separator: Separator;
  /** The line where it starts, and the one after which it ends. */
  at: number;
  last: number;
  titleLines: number;
  full: boolean;
  /** How many of its cells are names of one layout. */
  names: number;
  cells: number;
}

/**
 * Where the header stands in the beginning of a file, and what separates its columns and ends its line. Where none is full,
 * the one that comes closest: the error is about that one. Throws InputError for a `sep=` line that cannot be followed.
 */
export function findHeader(request: { text: string; known: readonly KnownHeader[]; file: string }): FoundHeader {
  const { text, known, file } = request;
  const lines = linesOf(text);
  const told = separatorLine(lines[0]?.text ?? '', file);
  const first = told === null ? 0 : 1;
  const candidates = startLines(lines, first).flatMap((start) =>
    (told === null ? SEPARATORS : [told]).map((separator) => candidate({ lines, known, separator, ...start })),
  );
  const none = { separator: told ?? ',', at: first, last: first, titleLines: 0, full: false, names: 0, cells: 0 };
  const best = candidates.reduce<Candidate>((one, other) => (isBetter(other, one) ? other : one), none);
  const lineEnd = lines[best.last]?.end === '\r' ? 'cr' : 'lf';
  const end = lineEnd === 'cr' ? '\r' : '\n';
  const linesBefore = lines.slice(0, best.at).filter((line) => line.end.endsWith(end)).length;
  // Empty lines alone are passed over as everywhere.
  const hasLines = told !== null || best.titleLines > 0;
  return { separator: best.separator, lineEnd, titleLines: best.titleLines, linesBefore: hasLines ? linesBefore : 0 };
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)].map(([, line = '', end = '']) => ({ text: line, end }));
}

/** The names of one layout that a row of cells has decide; then the cells, so that one with none at all is still cut. */
function isBetter(one: Candidate, best: Candidate): boolean {
  if (one.full !== best.full) return one.full;
  const inFirst = one.at === best.at && one.cells > best.cells;
  return one.full || one.names === best.names ? inFirst : one.names > best.names;
}

/** Lines that may be the header: those that hold something, as far as only so many of them stand before. */
function startLines(lines: readonly Line[], from: number): { at: number; titleLines: number }[] {
  const filled: number[] = [];
  for (let at = from; at < lines.length && filled.length <= MOST_TITLE_LINES; at++) {
    if (lines[at]?.text.trim() !== '') filled.push(at);
  }
  return filled.map((at, titleLines) => ({ at, titleLines }));
}

function candidate(request: {
  lines: readonly Line[];
  known: readonly KnownHeader[];
  separator: Separator;
  at: number;
  titleLines: number;
}): Candidate {
  const { lines, known, separator, at, titleLines } = request;
  const last = lastLineFrom(lines, at);
  const text = lines
    .slice(at, last + 1)
    .map((line) => line.text)
    .join('\n');
  const cells = cellsOf(text, separator);
  const names = new Set(cells.map(foldedName));
  const has = (wanted: readonly string[]): number => wanted.filter((name) => names.has(foldedName(name))).length;
  return {
    separator,
    at,
    last,
    titleLines,
    full: known.some(({ needed }) => has(needed) === needed.length),
    names: Math.max(0, ...known.map(({ columns }) => has(columns.filter((name) => name !== '')))),
    cells: cells.length,
  };
}

/** The line itself, or one after it as long as a quote is open. */
function lastLineFrom(lines: readonly Line[], at: number): number {
  let quotes = 0;
  for (let last = at; last < Math.min(lines.length, at + MOST_LINES_OF_HEADER); last++) {
    quotes += quotesIn(lines[last]?.text ?? '');
    if (quotes % 2 === 0) return last;
  }
  return at;
}

function quotesIn(text: string): number {
  return text.split('"').length - 1;
}

/** Good enough to know names by; csv-parse reads the header that was found. */
function cellsOf(text: string, separator: Separator): string[] {
  const cells: string[] = [];
  let cell = '';
  for (const part of text.split(separator)) {
    cell = cell === '' ? part : `${cell}${separator}${part}`;
    if (quotesIn(cell) % 2 === 1) continue;
    cells.push(
      cell
        .trim()
        .replace(/^"(.*)"$/s, '$1')
        .replaceAll('""', '"'),
    );
    cell = '';
  }
  return cell === '' ? cells : [...cells, cell];
}

/** A spreadsheet fills it up to the width of the others. */
const TOLD = new RegExp(`^"?sep=(.?)"?[\\s${SEPARATORS.join('')}]*$`, 'i');

/** Excel's own first line: `sep=;`. */
function separatorLine(line: string, file: string): Separator | null {
  const told = TOLD.exec(line)?.[1];
  if (told === undefined) return null;
  const separator = SEPARATORS.find((one) => one === told);
  if (separator !== undefined) return separator;
  const known = listed(SEPARATORS.map((one) => SEPARATOR_WORDS[one]));
  throw new InputError({ file, line: 1, problem: `names a separator that is none of ${known}` });
}
