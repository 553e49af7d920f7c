import type { Field, FieldKind } from '../records/table.ts';
import { openArena, openDictionary, textOf } from '../text/dictionary.ts';
import type { Homes } from './household.ts';

/** What was learned of a file: all that is needed to weigh two of its records, or of another file's. */
export interface Trained {
  fields: TrainedField[];
  /** Of fields that usually agree together. */
  combinations: TrainedCombination[];
  prior: number;
  cohesion: { share: number; density: number };
  homes: Homes;
}

export interface TrainedField {
  kind: FieldKind;
  name: string;
  /** By level, `different` first: how often it is seen between two records of one person, and of strangers. */
  matches: number[];
  strangers: number[];
  isCounter: boolean;
  /** Whether it usually agrees where a place does. */
  isPlaced: boolean;
  /** How many records have a value. */
  filled: number;
  /** Values that stand on more records than `SELDOM`, with how many. */
  frequent: (readonly [string, number])[];
  /** Values that count for nothing. */
  generic: string[];
}

export interface TrainedCombination {
  /** Numbers of fields, ascending. */
  fields: number[];
  filled: number;
  frequent: (readonly [readonly string[], number])[];
}

/** Values on so many records or fewer are not kept. */
export const SELDOM = 4;

/** How often each text of a field was seen, where the file that was learned from is the measure. */
export function trainedCounts(
  { filled, frequent }: TrainedField,
  { dictionary }: Field,
  own: Uint32Array,
): { byText: Uint32Array; filled: number } {
  const known = new Map(frequent);
  const byText = own.map((count, text) => known.get(textOf(dictionary, text)) ?? Math.min(count, SELDOM));
  return { byText, filled };
}

/** Of these a table may have several; of the others the kind alone says which one it is, whatever its columns are called. */
const BY_NAME: readonly FieldKind[] = ['dob', 'identifier', 'company', 'city', 'postcode', 'other'];

/** The table's field of this kind and name; one without any value where it has none. */
export function fieldFor({ kind, name }: TrainedField, fields: readonly Field[], size: number): Field {
  const found = fields.find((field) => field.kind === kind && (field.name === name || !BY_NAME.includes(kind)));
  if (found !== undefined) return found;
  const [dictionary, values] = [openDictionary(openArena()), new Int32Array(size).fill(-1)];
  return { kind, name, headers: [], dictionary, width: 1, values };
}

/** Texts of a field that stand on more records than `SELDOM`. In order of the texts. */
export function frequentTexts({ dictionary }: Field, byText: Uint32Array): (readonly [string, number])[] {
  const found: (readonly [string, number])[] = [];
  for (const [text, count] of byText.entries()) if (count > SELDOM) found.push([textOf(dictionary, text), count]);
  return found.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Of records that have a combination of values more often than `SELDOM`, the values of each once. */
export function frequentTogether(
  fields: readonly Field[],
  { keys, counts }: { keys: Int32Array; counts: Uint32Array },
): (readonly [readonly string[], number])[] {
  const seen = new Uint8Array(counts.length);
  const found: (readonly [readonly string[], number])[] = [];
  for (const [record, key] of keys.entries()) {
    if (key < 0 || seen[key] === 1 || (counts[key] as number) <= SELDOM) continue;
    seen[key] = 1;
    found.push([textsOf(fields, record), counts[key] as number]);
  }
  return found.sort(([one], [other]) => (one.join('\n') < other.join('\n') ? -1 : 1));
}

/** By key, how often the combination was seen, where the file that was learned from is the measure. */
export function trainedTogether(
  fields: readonly Field[],
  { keys, counts }: { keys: Int32Array; counts: Uint32Array },
  frequent: TrainedCombination['frequent'],
): Uint32Array {
  const known = new Map(frequent.map(([texts, count]) => [texts.join('\n'), count]));
  const found = counts.map((count) => Math.min(count, SELDOM));
  const seen = new Uint8Array(counts.length);
  for (const [record, key] of keys.entries()) {
    if (key < 0 || seen[key] === 1) continue;
    seen[key] = 1;
    const count = known.get(textsOf(fields, record).join('\n'));
    if (count !== undefined) found[key] = count;
  }
  return found;
}

/** Of several values of a record the first, as combinations are counted. */
function textsOf(fields: readonly Field[], record: number): string[] {
  return fields.map(({ dictionary, values, width }) => textOf(dictionary, values[record * width] as number));
}
