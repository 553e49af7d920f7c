import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import { type Dictionary, textOf } from '../text/dictionary.ts';
import { noteLetters } from '../text/letters.ts';
import { folded } from '../values/words.ts';

/** What is known of each different name of a dictionary, by its number. */
export interface NameBook {
  /** Place in the list of names that have or are short forms; -1 for the others. */
  known: Int32Array;
  /** 1: not one letter of it is Latin. */
  foreign: Uint8Array;
}

interface KnownName {
  lists: Set<number>;
  /** A short form of several names: Pat, Alex. It says less. */
  isAmbiguous: boolean;
}

const KNOWN: KnownName[] = [];
const PLACES = places(DEFAULT_SHORT_NAMES);
const LATIN = /[a-zÀ-ɏḀ-ỿ]/i;
const LETTER = /\p{L}/u;

export function nameBook(dictionary: Dictionary): NameBook {
  noteLetters(dictionary);
  const known = new Int32Array(dictionary.size);
  const foreign = new Uint8Array(dictionary.size);
  for (let id = 0; id < dictionary.size; id++) {
    const text = textOf(dictionary, id);
    known[id] = PLACES.get(text) ?? -1;
    foreign[id] = LATIN.test(text) || !LETTER.test(text) ? 0 : 1;
  }
  return { known, foreign };
}

/** 0: not of one list. 1: perhaps one name, of which one is short for several. 2: one is short for the other. */
export function shortness(a: number, b: number): 0 | 1 | 2 {
  const [one, other] = [KNOWN[a], KNOWN[b]];
  if (one === undefined || other === undefined) return 0;
  for (const list of one.lists) if (other.lists.has(list)) return one.isAmbiguous || other.isAmbiguous ? 1 : 2;
  return 0;
}

function places(lists: readonly (readonly string[])[]): Map<string, number> {
  const found = new Map<string, number>();
  const asShort = new Map<string, number>();
  for (const [list, names] of lists.entries()) {
    for (const [at, written] of names.entries()) {
      const name = folded(written);
      const place = found.get(name) ?? KNOWN.length;
      found.set(name, place);
      const known = KNOWN[place] ?? { lists: new Set(), isAmbiguous: false };
      known.lists.add(list);
      KNOWN[place] = known;
      if (at > 0) asShort.set(name, (asShort.get(name) ?? 0) + 1);
    }
  }
  for (const [name, times] of asShort) if (times > 1) (KNOWN[found.get(name) ?? 0] as KnownName).isAmbiguous = true;
  return found;
}
