import { kindByHeader } from './by-header.ts';
import { fits, kindByValues } from './by-values.ts';
import type { ColumnFacts } from './facts.ts';
import { type ColumnKind, IDENTIFYING, NAMES, ONCE } from './kinds.ts';

/** What each column of a file is taken for, in the order of the columns. */
export interface MappedColumn {
  facts: ColumnFacts;
  kind: ColumnKind;
  /** Who says so: a person's mapping, a table of a known program's headers, the header, the cells; or nothing does. */
  by: 'map' | 'known' | 'header' | 'values' | 'nothing';
  /** What the header says, where the cells do not look like it. */
  doubted?: ColumnKind;
}

export interface MappingSources {
  /** By header; headers that a person's mapping leaves out are found by themselves. */
  fixed?: Readonly<Record<string, ColumnKind>>;
  /** Of the program whose export it is. */
  known?: Readonly<Record<string, ColumnKind>>;
}

export function mapColumns(
  columns: readonly ColumnFacts[],
  { fixed = {}, known = {} }: MappingSources,
): MappedColumn[] {
  const fixedOnes = new Set(Object.values(fixed));
  const found = columns.map((facts): MappedColumn => {
    const given = own(fixed, facts.header);
    return given === undefined ? foundKind(facts, known) : { facts, kind: given, by: 'map' };
  });
  const name = wholeName(found);
  const taken = new Set<ColumnKind>();
  return found.map((one) => {
    const { facts, kind, by } = one;
    if (by === 'map') return one;
    const isOther = kind === 'full_name' ? one !== name : taken.has(kind);
    const isTaken = ONCE.includes(kind) && (isOther || fixedOnes.has(kind));
    taken.add(kind);
    return isTaken ? { facts, kind: 'other', by: 'nothing' } : one;
  });
}

/** Of several columns of whole names the one that tells most people apart: a name to be shown is often a given name alone. */
function wholeName(columns: readonly MappedColumn[]): MappedColumn | undefined {
  const names = columns.filter(({ kind, by }) => kind === 'full_name' && by !== 'map');
  return names.reduce<MappedColumn | undefined>(
    (best, one) => (best === undefined || one.facts.distinct > best.facts.distinct ? one : best),
    undefined,
  );
}

/** What is missing for a match; null: nothing. */
export function missingIn(mapping: readonly MappedColumn[]): 'name' | 'identifying' | null {
  const has = (kinds: readonly ColumnKind[]): boolean =>
    mapping.some(({ kind, facts }) => kinds.includes(kind) && facts.filled > 0);
  if (!has(NAMES) && !has(IDENTIFYING)) return 'name';
  return has(IDENTIFYING) ||
    mapping.filter(({ kind }) => NAMES.includes(kind) || ['city', 'postcode', 'other'].includes(kind)).length > 1
    ? null
    : 'identifying';
}

function foundKind(facts: ColumnFacts, known: Readonly<Record<string, ColumnKind>>): MappedColumn {
  const listed = own(known, facts.header);
  if (listed !== undefined) return { facts, kind: listed, by: 'known' };
  const said = kindByHeader(facts.header);
  // Ids that repeat are an error, told with their lines, and no reason to go on without.
  if (said !== null && (said === 'id' || fits(said, facts))) return { facts, kind: said, by: 'header' };
  const seen = kindByValues(facts);
  if (seen !== null) return { facts, kind: seen, by: 'values' };
  const isDoubted = said !== null && facts.filled > 0;
  return { facts, kind: 'other', by: 'nothing', ...(isDoubted && { doubted: said }) };
}

function own<T>(from: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}
