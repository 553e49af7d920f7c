import { type Dictionary, intern, openArena, openDictionary, textOf } from '../text/dictionary.ts';
import { soundex } from '../text/soundex.ts';

/** What a blocking rule looks at of a text; '' keeps the record out of the rule. */
export type Derivation = (text: string) => string;

export const whole: Derivation = (text) => text;
export const firstLetters =
  (count: number): Derivation =>
  (text) =>
    text.slice(0, count);
export const lastDigits = (count: number): Derivation => {
  return (text) => (text.length < count ? '' : text.slice(-count));
};
export const sound: Derivation = (text) => soundex(text);
export const localPart: Derivation = (text) => {
  const local = text.slice(0, text.lastIndexOf('@'));
  return local.length > 4 ? local : '';
};
export const lastSeven: Derivation = (text) => {
  const digits = text.replace(/x\d+$/, '');
  return digits.length < 7 ? '' : digits.slice(-7);
};
export const yearOf: Derivation = (text) => text.slice(0, 4);
export const dayOf: Derivation = (text) => text.slice(4);
export const numberOf: Derivation = (text) => /\d+/.exec(text)?.[0] ?? '';
export const numberAndWord: Derivation = (text) => {
  const number = numberOf(text);
  const word = /[^\d\s]{2,}/.exec(text)?.[0] ?? '';
  return number === '' || word === '' ? '' : `${number} ${word.slice(0, 5)}`;
};
export const twoWords: Derivation = (text) => {
  const [one, two] = text.split(' ');
  return two === undefined ? '' : `${one} ${two}`;
};

/** By text of a dictionary, the number of what is derived from it; -1 where nothing is. `into`: so that two fields share numbers. */
export function derive(
  dictionary: Dictionary,
  from: Derivation,
  into: Dictionary = openDictionary(openArena()),
): Int32Array {
  const found = new Int32Array(dictionary.size);
  for (let id = 0; id < dictionary.size; id++) found[id] = intern(into, from(textOf(dictionary, id)));
  return found;
}
