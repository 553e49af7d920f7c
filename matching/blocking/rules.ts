import type { Field, FieldKind, Table } from '../records/table.ts';
import { type Dictionary, openArena, openDictionary } from '../text/dictionary.ts';
import {
  type Derivation,
  dayOf,
  derive,
  firstLetters,
  lastDigits,
  lastSeven,
  localPart,
  numberAndWord,
  numberOf,
  sound,
  twoWords,
  whole,
  yearOf,
} from './derive.ts';
import { combine } from './keys.ts';

/** Which records are compared at all: those that share what the rule looks at. */
export interface Rule {
  name: string;
  /** Fields that it looks at: what it finds says nothing of how they agree. */
  fields: number[];
  /** `width` keys for each record. */
  width: number;
  keys: () => Int32Array;
}

type Part = readonly [FieldKind, Derivation];

const three = firstLetters(3);

/** In the order in which they are taken. */
const RULES: readonly (readonly [string, ...Part[]])[] = [
  ['email', ['email', whole]],
  ['local part', ['email', localPart]],
  ['phone', ['phone', whole]],
  ['last seven digits', ['phone', lastSeven]],
  ['start of both names', ['first', three], ['last', firstLetters(4)]],
  ['initial and sound of the surname', ['first', firstLetters(1)], ['last', sound]],
  ['sound of the first name, end of the surname', ['first', sound], ['last', lastDigits(2)]],
  ['surname, birth', ['last', whole], ['dob', whole]],
  ['sound of the surname, year', ['last', sound], ['dob', yearOf]],
  ['surname, birthday', ['last', whole], ['dob', dayOf]],
  ['first name, birth', ['first', whole], ['dob', whole]],
  ['first name, year', ['first', whole], ['dob', yearOf]],
  ['first name, birthday', ['first', firstLetters(2)], ['dob', dayOf]],
  ['birth', ['dob', whole]],
  ['birth, city', ['dob', whole], ['city', whole]],
  ['birth, postcode', ['dob', whole], ['postcode', three]],
  ['surname, postcode', ['last', whole], ['postcode', whole]],
  ['first name, postcode', ['first', whole], ['postcode', whole]],
  ['surname, start of the postcode', ['last', whole], ['postcode', three]],
  ['first name, start of the postcode', ['first', whole], ['postcode', three]],
  ['surname, city', ['last', whole], ['city', whole]],
  ['first name, city', ['first', whole], ['city', whole]],
  ['surname, company', ['last', whole], ['company', whole]],
  ['first name, company', ['first', whole], ['company', whole]],
  ['address', ['address', whole]],
  ['number and street', ['address', numberAndWord]],
  ['surname, number', ['last', whole], ['address', numberOf]],
  ['first name, number', ['first', whole], ['address', numberOf]],
  ['number, postcode', ['address', numberOf], ['postcode', whole]],
  ['company', ['company', whole]],
  ['start of the company', ['company', twoWords]],
  ['company, number', ['company', firstLetters(4)], ['address', numberOf]],
];

/** Those whose fields the table has. */
export function rulesOf({ fields, size }: Table): Rule[] {
  const identifiers = fields.flatMap((field, at) =>
    field.kind === 'identifier' ? [single(`identifier ${field.name}`, [field, at], whole)] : [],
  );
  const others = RULES.flatMap(([name, ...parts]) => {
    const found = parts.map(([kind]) => fields.findIndex((field) => field.kind === kind));
    if (found.some((at) => at < 0)) return [];
    const [[, from] = parts[0] as Part, second] = parts;
    const [at = 0, other = 0] = found;
    if (second === undefined) return [single(name, [fields[at] as Field, at], from)];
    const keys = (): Int32Array =>
      combine(keysOf(fields[at] as Field, from), keysOf(fields[other] as Field, second[1]));
    return [{ name, fields: found, width: 1, keys }];
  });
  return [...identifiers, ...withNames(fields, size, others)];
}

function single(name: string, [field, at]: [Field, number], from: Derivation): Rule {
  return { name, fields: [at], width: field.width, keys: () => keysOf(field, from) };
}

/** Both names in whatever order, before the rules that look at parts of them. */
function withNames(fields: Field[], size: number, others: Rule[]): Rule[] {
  const [first, last] = [
    fields.findIndex(({ kind }) => kind === 'first'),
    fields.findIndex(({ kind }) => kind === 'last'),
  ];
  if (first < 0 || last < 0) return others;
  const rule: Rule = {
    name: 'both names',
    fields: [first, last],
    width: 1,
    keys: () => sortedNames(fields[first] as Field, fields[last] as Field, size),
  };
  const at = others.findIndex(({ name }) => name === 'start of both names');
  return [...others.slice(0, at), rule, ...others.slice(at)];
}

function sortedNames(first: Field, last: Field, size: number): Int32Array {
  const shared: Dictionary = openDictionary(openArena());
  const [one, other] = [keysOf(first, whole, shared), keysOf(last, whole, shared)];
  for (let record = 0; record < size; record++) {
    const [front, back] = [one[record] as number, other[record] as number];
    if (front <= back) continue;
    one[record] = back;
    other[record] = front;
  }
  return combine(one, other);
}

function keysOf({ dictionary, values, width }: Field, from: Derivation, into?: Dictionary): Int32Array {
  const derived = from === whole && into === undefined ? null : derive(dictionary, from, into);
  const keys = derived === null ? values.slice() : values.map((text) => (text < 0 ? -1 : (derived[text] as number)));
  return width === 1 ? keys : withoutRepeats(keys, width);
}

/** A record stands in a block once. */
function withoutRepeats(keys: Int32Array, width: number): Int32Array {
  for (let at = 0; at < keys.length; at++) {
    for (let before = at - (at % width); before < at; before++) if (keys[before] === keys[at]) keys[at] = -1;
  }
  return keys;
}
