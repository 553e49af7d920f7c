import { words } from './words.ts';

/** A person's name as it is compared: normalised, '' where it is not given. */
export interface PersonName {
  first: string;
  last: string;
  /** 1 jr (II), 2 sr (I), 3 … for III, IV, V; 0 for none. */
  suffix: number;
  /** Two people in one record: `John & Mary Smith`. */
  isCouple: boolean;
}

const TITLES = new Set('mr mrs ms miss mx dr prof sir madam herr frau phd md dds esq'.split(' '));
const SUFFIXES: Record<string, number> = { sr: 2, senior: 2, jr: 1, junior: 1, ii: 1, iii: 3, iv: 4 };
const COUPLE = /\S\s*[&+]\s*\S|\S\s(?:and|und|et|y)\s\S/iu;
const HAN = /^\p{Script=Han}{2,4}$/u;
const PLAIN = /^[a-z]*$/;

/** Of columns that a file has for names; '' for those that it lacks. `full` counts where first and last are missing. */
export function personName(given: { first: string; middle: string; last: string; full: string }): PersonName {
  const { first, middle, last, full } = given;
  if (first === '' && last === '' && full !== '') return ofFullName(full);
  const isCouple = (first.length > 6 && COUPLE.test(first)) || (last.length > 6 && COUPLE.test(last));
  const [front, back] = [words(first), words(last)];
  if (middle === '' && PLAIN.test(front) && PLAIN.test(back)) return { first: front, last: back, suffix: 0, isCouple };
  const [fronts, backs] = [cut(middle === '' ? front : `${front} ${words(middle)}`), cut(back)];
  return { first: fronts.text, last: backs.text, suffix: backs.suffix || fronts.suffix, isCouple };
}

function ofFullName(full: string): PersonName {
  const isCouple = COUPLE.test(full);
  const comma = full.indexOf(',');
  if (comma > 0) {
    const [before, after] = [cut(words(full.slice(0, comma))), cut(words(full.slice(comma + 1)))];
    if (after.text !== '')
      return { first: after.text, last: before.text, suffix: before.suffix || after.suffix, isCouple };
    return { ...lastOfAll(before.text), suffix: before.suffix || after.suffix, isCouple };
  }
  const { text, suffix } = cut(words(full));
  return { ...lastOfAll(text), suffix, isCouple };
}

/** The last word is the surname; of a Chinese name without blanks its first sign. */
function lastOfAll(text: string): { first: string; last: string } {
  if (HAN.test(text)) return { first: text.slice(1), last: text.slice(0, 1) };
  const at = text.lastIndexOf(' ');
  return at === -1 ? { first: text, last: '' } : { first: text.slice(0, at), last: text.slice(at + 1) };
}

/** Without titles and suffixes, unless nothing else is there. */
function cut(text: string): { text: string; suffix: number } {
  if (!text.includes(' ')) return { text, suffix: 0 };
  let suffix = 0;
  const parts = text.split(' ');
  const rest = parts.filter((part, at) => {
    const meaning = at > 0 && Object.hasOwn(SUFFIXES, part) ? SUFFIXES[part] : undefined;
    if (meaning !== undefined) suffix = meaning;
    return meaning === undefined && !TITLES.has(part);
  });
  return { text: rest.length === 0 ? text : rest.join(' '), suffix };
}
