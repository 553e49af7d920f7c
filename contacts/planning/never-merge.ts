import { recognized } from '../csv/format/recognize.ts';
import { readCsv } from '../csv/read-csv.ts';
import { shown } from '../csv/rejected-row.ts';
import type { CsvSource } from '../csv/source.ts';
import { InputError } from '../input-error.ts';
import type { PairApart } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import { counted } from '../words/counted.ts';

export const COLUMNS = ['contact_a', 'contact_b'];

export interface NeverMergePair {
  a: string;
  b: string;
  /** As the person wrote it, or ''. */
  reason: string;
}

/** What an id looks like where the contacts come from. */
export type ContactIds = Pick<Profile, 'contactId' | 'exampleId'>;

/** For each contact the pairs it is in. */
export type NeverMerge = ReadonlyMap<string, readonly NeverMergePair[]>;

export function neverMergeOf(pairs: readonly NeverMergePair[]): NeverMerge {
  const byId = new Map<string, NeverMergePair[]>();
  for (const pair of pairs) {
    for (const id of [pair.a, pair.b]) byId.set(id, [...(byId.get(id) ?? []), pair]);
  }
  return byId;
}

/** The pairs of which both are among these, each once and in order, `a` before `b`. */
export function pairsApart(ids: ReadonlySet<string>, neverMerge: NeverMerge): PairApart[] {
  if (neverMerge.size === 0) return [];
  const sorted = [...ids].sort();
  return sorted.flatMap((a) => {
    const others = new Set((neverMerge.get(a) ?? []).flatMap((pair) => [pair.a, pair.b]));
    return sorted.filter((b) => b > a && others.has(b)).map((b) => ({ a, b }));
  });
}

/** Whether no two of these are one person: then nobody is asked about them. */
export function areAllApart(ids: ReadonlySet<string>, neverMerge: NeverMerge): boolean {
  return pairsApart(ids, neverMerge).length === (ids.size * (ids.size - 1)) / 2;
}

/** The pairs of which both are among these, each once and in words. */
export function forbiddenPairs(ids: ReadonlySet<string>, neverMerge: NeverMerge): string[] {
  if (neverMerge.size === 0) return [];
  const pairs = [...ids].flatMap((id) => (neverMerge.get(id) ?? []).filter(({ a, b }) => a === id && ids.has(b)));
  const texts = pairs.map(
    ({ a, b, reason }) => `${a} and ${b} may never be merged${reason === '' ? '' : ` (${reason})`}`,
  );
  return [...new Set(texts)].sort();
}

/** Reads `contact_a,contact_b[,reason]`. One wrong line refuses the file: a pair that is not understood protects nobody. */
export async function readNeverMerge(source: CsvSource, ids: ContactIds): Promise<NeverMerge> {
  const pairs: NeverMergePair[] = [];
  let width = 0;
  await readCsv({
    source: await recognized(source, [{ needed: COLUMNS, columns: [...COLUMNS, 'reason'] }]),
    onHeader: (header, line) => {
      const names = header.map((name) => name.trim()).join(',');
      width = header.length;
      if (names === 'contact_a,contact_b' || names === 'contact_a,contact_b,reason') return;
      const problem = 'the header does not fit, expected contact_a,contact_b or contact_a,contact_b,reason';
      throw new InputError({ file: source.name, line, problem });
    },
    onRow: (cells, line) => pairs.push(pairOf({ cells, line, width, file: source.name, ids })),
  });
  return neverMergeOf(pairs);
}

interface PairRequest {
  cells: string[];
  line: number;
  width: number;
  file: string;
  ids: ContactIds;
}

function pairOf({ cells, line, width, file, ids }: PairRequest): NeverMergePair {
  const [first = '', second = '', reason = ''] = cells.map((cell) => cell.trim());
  const fail = (problem: string): InputError => new InputError({ file, line, problem });
  if (cells.length !== width) throw fail(`has ${counted(cells.length, 'column')}, expected ${width}`);
  const idOf = (name: string, text: string): string => {
    const id = ids.contactId(text);
    if (id !== null) return id;
    throw fail(`column '${name}' is ${shown(text)}, expected an id such as ${ids.exampleId}`);
  };
  const [a, b] = [idOf('contact_a', first), idOf('contact_b', second)];
  if (a === b) throw fail(`both contacts are ${a}, expected two different ones`);
  return { a, b, reason };
}
