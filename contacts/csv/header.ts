import { InputError } from '../input-error.ts';
import { shown } from './rejected-row.ts';

export interface HeaderRequest {
  header: string[];
  file: string;
  profile: string;
  /** In order. '' is a blank header. */
  required: readonly string[];
  /** May follow, in order, each of them absent. */
  optional: readonly string[];
  /** Columns are found by their names, wherever they stand. */
  anyOrder?: boolean;
}

/** Refuses duplicate, missing, unknown and misplaced headers by name. Returns the headers as they stand, trimmed. */
export function checkHeader(request: HeaderRequest): string[] {
  const { header, file, profile, required, optional, anyOrder = false } = request;
  const names = header.map((name) => name.trim());
  const known = [...required, ...optional];
  const problems = [
    ...duplicates(names),
    ...required.filter((name) => !names.includes(name)).map((name) => `missing ${named(name, required)}`),
    ...names.flatMap((name, at) => (known.includes(name) ? [] : [`unknown ${quoted(name)} in column ${at + 1}`])),
  ];
  if (problems.length === 0 && !anyOrder) problems.push(...misplaced(names, known));
  if (problems.length === 0) return names;
  const separator = header.length === 1 ? [';', '\t', '|'].find((mark) => header[0]?.includes(mark)) : undefined;
  throw new InputError({
    file,
    line: 1,
    problem: `the header does not fit profile ${profile}: ${problems.join('; ')}`,
    todo:
      separator === undefined
        ? `expected ${known.map((name) => name || '(blank)').join(', ')}`
        : `the columns are separated by ${separator === '\t' ? 'tabs' : `'${separator}'`}, expected commas`,
  });
}

function duplicates(names: string[]): string[] {
  return [...new Set(names)].flatMap((name) => {
    const columns = names.flatMap((other, at) => (other === name ? [at + 1] : []));
    return columns.length > 1 ? [`duplicate ${quoted(name)} in columns ${columns.join(' and ')}`] : [];
  });
}

function misplaced(names: string[], known: string[]): string[] {
  const order = known.filter((name) => names.includes(name));
  const at = names.findIndex((name, index) => name !== order[index]);
  return at === -1 ? [] : [`column ${at + 1} is ${quoted(names[at] ?? '')}, expected ${quoted(order[at] ?? '')}`];
}

function named(name: string, required: readonly string[]): string {
  return name === '' ? `the blank header of column ${required.indexOf('') + 1}` : `'${name}'`;
}

/** Where the header line is missing its cells are a person's data. */
function quoted(name: string): string {
  if (name === '') return '(blank)';
  return /^[\w .&/-]{1,40}$/.test(name) ? `'${name}'` : `(${shown(name)})`;
}
