import { combine, countKeys } from '../blocking/keys.ts';
import { LEVELS } from '../levels/compare.ts';
import type { Field, FieldCounts, FieldKind, Table } from '../records/table.ts';
import {
  type HomeFields,
  type Homes,
  haveOneCause,
  homeFields,
  isOfHome,
  isShared,
  mayBeOfOneHome,
} from './household.ts';
import { BIT, bitsOf } from './level-bits.ts';
import { USUAL_FREQUENCY } from './start.ts';
import type { Shares } from './strangers.ts';
import { frequentTogether, type TrainedCombination, trainedTogether } from './trained.ts';

/** What each agreement is worth. */
export interface Weights {
  table: Table;
  counts: readonly FieldCounts[];
  /** By field and level: bits; of `equal`, whose bits depend on the value, those of m alone. */
  bits: Int32Array[];
  /** By field: its group, of fields that usually agree together. */
  groups: Group[];
  /** Records without a person's name. */
  nameless: Uint8Array;
  company: number;
  home: HomeFields;
  identifiers: number[];
  /** Where frequencies are those of another file. */
  trained: readonly TrainedCombination[] | null;
}

/** Fields whose agreements are not independent. */
export interface Group {
  fields: number[];
  /** By set of fields that agree (bits in the order of `fields`): of each record how many have its combination. */
  combinations: (Combination | undefined)[];
}

interface Combination {
  /** By record, the number of its combination; -1: none. */
  keys: Int32Array;
  /** By key. */
  counts: Uint32Array;
  filled: number;
}

const TOGETHER: readonly (readonly FieldKind[])[] = [
  ['first', 'last', 'email'],
  ['address', 'city', 'postcode'],
];
const ORGANISATIONS_DIFFER = -8 * BIT;
const SMOOTHING = 100;
const RAREST = 1e-6;

export function weigh(given: {
  table: Table;
  counts: readonly FieldCounts[];
  matches: Shares;
  strangers: Shares;
  lifts: boolean[];
  homes: Homes;
  trained?: readonly TrainedCombination[];
}): Weights {
  const { table, counts, matches, strangers, lifts, homes, trained = null } = given;
  const { fields } = table;
  const place = (kind: FieldKind): number => fields.findIndex((field) => field.kind === kind);
  return {
    table,
    counts,
    bits: fields.map((_, at) => bitsOf(matches[at] as number[], strangers[at] as number[])),
    groups: groupsOf(fields, lifts),
    nameless: namelessOf(table),
    company: place('company'),
    home: homeFields(fields, homes),
    identifiers: fields.flatMap(({ kind }, at) => (kind === 'identifier' ? [at] : [])),
    trained,
  };
}

/** The weight of two records whose levels stand from `levels[at]` on. */
export function weightOf(weights: Weights, a: number, b: number, levels: Uint8Array, at: number): number {
  const { table, groups, company } = weights;
  const { fields } = table;
  if (haveOneCause(weights.home, levels, at)) return homeWeight(weights, a, b, levels, at);
  let sum = 0;
  for (const group of groups) {
    let agreeing = 0;
    let several = 0;
    for (let place = 0; place < group.fields.length; place++) {
      const field = group.fields[place] as number;
      const level = levels[at + field] as number;
      if (level === 0) continue;
      if (level < LEVELS[(fields[field] as Field).kind]) sum += nearBits(weights, field, level, a, b);
      else {
        agreeing |= 1 << place;
        several++;
      }
    }
    if (several > 0) sum += equalBits(weights, group, agreeing, several, a, b);
  }
  if (mayBeOfOneHome(weights.home, levels, at)) sum -= homeDoubt(weights, { sum, a, b, levels, at });
  return company < 0 ? sum : sum + organisationBits(weights, a, b, levels, at);
}

interface Weighed {
  /** What all agreements add. */
  sum: number;
  a: number;
  b: number;
  levels: Uint8Array;
  at: number;
}

/**
 * What two records, of whom a name is missing, lose because they may be two people of one home: nearly as much as the home explains, as soon as
 * that is rarer among strangers than homes are.
 */
export function homeDoubt(weights: Weights, { sum, a, b, levels, at }: Weighed): number {
  const { home, table } = weights;
  let own = 0;
  for (const [field, { kind }] of table.fields.entries()) {
    if (isOfHome(kind)) continue;
    const bits = fieldBits(weights, field, levels[at + field] as number, a, b);
    own += kind === 'dob' ? birthdayAtHome(weights, bits) : bits;
  }
  return Math.round(BIT * Math.log2(1 + (home.chance ?? 0) * 2 ** ((sum - own) / BIT)));
}

/** Two organisations of two names are two, whatever else agrees, but for a number of their own. */
export function organisationBits(weights: Weights, a: number, b: number, levels: Uint8Array, at: number): number {
  const { company, nameless, bits } = weights;
  if (company < 0 || levels[at + company] !== 1 || nameless[a] === 0 || nameless[b] === 0) return 0;
  if (hasEqualIdentifier(weights, levels, at)) return 0;
  return ORGANISATIONS_DIFFER - ((bits[company] as Int32Array)[1] as number);
}

/** Of what a home or a firm explains only the most telling counts, and a birthday little: twins have one. */
function homeWeight(weights: Weights, a: number, b: number, levels: Uint8Array, at: number): number {
  let sum = 0;
  let best = 0;
  for (const [field, { kind }] of weights.table.fields.entries()) {
    const bits = fieldBits(weights, field, levels[at + field] as number, a, b);
    if (bits > 0 && isShared(weights.home, kind, levels, at)) best = Math.max(best, bits);
    else sum += kind === 'dob' ? birthdayAtHome(weights, bits) : bits;
  }
  return sum + best;
}

/** What a birthday adds between two of one home. */
export function birthdayAtHome({ home: { birthdayBits } }: Pick<Weights, 'home'>, bits: number): number {
  return birthdayBits === null ? bits : Math.min(bits, Math.round(birthdayBits * BIT));
}

/** What one field adds where its agreement is taken alone; 0 where it says nothing. */
export function fieldBits(weights: Weights, field: number, level: number, a: number, b: number): number {
  if (level === 0) return 0;
  const { table, bits } = weights;
  const { kind } = table.fields[field] as Field;
  if (level < LEVELS[kind]) return nearBits(weights, field, level, a, b);
  return (
    ((bits[field] as Int32Array)[level] as number) -
    Math.round(BIT * Math.log2(frequencyOfShared(weights, field, a, b)))
  );
}

function nearBits({ bits }: Weights, field: number, level: number, _a: number, _b: number): number {
  return (bits[field] as Int32Array)[level] as number;
}

export function equalBits(
  weights: Weights,
  group: Group,
  agreeing: number,
  several: number,
  a: number,
  b: number,
): number {
  let m = 0;
  let frequency = 1;
  let usual = 1;
  for (let place = 0; place < group.fields.length; place++) {
    if ((agreeing & (1 << place)) === 0) continue;
    const field = group.fields[place] as number;
    const { kind } = weights.table.fields[field] as Field;
    m += (weights.bits[field] as Int32Array)[LEVELS[kind]] as number;
    frequency *= frequencyOfShared(weights, field, a, b);
    usual *= USUAL_FREQUENCY[kind];
  }
  if (several > 1) {
    const { keys, counts, filled } = combinationOf(weights, group, agreeing);
    const key = keys[a] as number;
    const times = key < 0 ? 0 : (counts[key] as number);
    frequency = Math.max(frequency, smoothed(times, filled, Math.max(usual, RAREST)));
  }
  return m - Math.round(BIT * Math.log2(frequency));
}

/** How often the value is seen that two records share, as a share of those that have one. */
function frequencyOfShared(weights: Weights, field: number, a: number, b: number): number {
  const { kind } = weights.table.fields[field] as Field;
  const { filled } = weights.counts[field] as FieldCounts;
  return smoothed(timesOfShared(weights, field, a, b), filled, USUAL_FREQUENCY[kind]);
}

/** On how many records the value stands that two of them share; of several the rarest. */
export function timesOfShared({ table, counts }: Weights, field: number, a: number, b: number): number {
  const { values, width } = table.fields[field] as Field;
  const { byText, filled } = counts[field] as FieldCounts;
  if (width === 1) return byText[values[a] as number] as number;
  let fewest = filled;
  for (let one = a * width; one < (a + 1) * width; one++) {
    for (let other = b * width; other < (b + 1) * width; other++) {
      if ((values[one] as number) >= 0 && values[one] === values[other])
        fewest = Math.min(fewest, byText[values[one] as number] as number);
    }
  }
  return fewest;
}

/** Two records with a value are no sign that strangers have it. */
function smoothed(count: number, filled: number, usual: number): number {
  return (Math.max(0, count - 2) + (0.5 * filled) / (filled + SMOOTHING) + SMOOTHING * usual) / (filled + SMOOTHING);
}

function combinationOf({ table, trained }: Weights, group: Group, agreeing: number): Combination {
  const known = group.combinations[agreeing];
  if (known !== undefined) return known;
  const places = fieldsOf(group, agreeing);
  const fields = places.map((at) => table.fields[at] as Field);
  const keys = fields
    .map(({ values, width }) => (width === 1 ? values : values.filter((_, at) => at % width === 0)))
    .reduce((all, some) => combine(all, some));
  const counts = countKeys(keys);
  let filled = 0;
  for (const count of counts) filled += count;
  const learned = trained?.find((one) => one.fields.join() === places.join());
  const combination =
    learned === undefined
      ? { keys, counts, filled }
      : { keys, counts: trainedTogether(fields, { keys, counts }, learned.frequent), filled: learned.filled };
  group.combinations[agreeing] = combination;
  return combination;
}

/** Those combinations that were needed, with the values that are frequent. */
export function learnedTogether({ table, groups }: Weights): TrainedCombination[] {
  return groups.flatMap((group) =>
    [...group.combinations.entries()].flatMap(([agreeing, combination]) => {
      if (combination === undefined) return [];
      const places = fieldsOf(group, agreeing);
      const fields = places.map((at) => table.fields[at] as Field);
      return [{ fields: places, filled: combination.filled, frequent: frequentTogether(fields, combination) }];
    }),
  );
}

function fieldsOf({ fields }: Group, agreeing: number): number[] {
  return fields.filter((_, place) => (agreeing & (1 << place)) !== 0);
}

function groupsOf(fields: readonly Field[], lifts: boolean[]): Group[] {
  const groups = TOGETHER.map((kinds) => fields.flatMap(({ kind }, at) => (kinds.includes(kind) ? [at] : [])));
  const places = groups[1] as number[];
  for (const [at, lifted] of lifts.entries()) if (lifted && places.length < 6) places.push(at);
  const grouped = new Set(groups.flat());
  const alone = fields.flatMap((_, at) => (grouped.has(at) ? [] : [[at]]));
  return [...groups.filter((group) => group.length > 0), ...alone].map((group) => ({
    fields: group,
    combinations: [],
  }));
}

function namelessOf({ fields, size }: Table): Uint8Array {
  const names = fields.filter(({ kind }) => kind === 'first' || kind === 'last');
  return Uint8Array.from({ length: size }, (_, record) =>
    names.some(({ values }) => (values[record] as number) >= 0) ? 0 : 1,
  );
}

function hasEqualIdentifier({ identifiers, table }: Weights, levels: Uint8Array, at: number): boolean {
  return identifiers.some((field) => levels[at + field] === LEVELS[(table.fields[field] as Field).kind]);
}
