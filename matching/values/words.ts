const PLAIN = /^[\x20-\x7e]*$/;
const APOSTROPHE = /['’‘ʼ`´]/g;
const BETWEEN = /[^a-z0-9]+/g;
const ANY_BETWEEN = /[^\p{L}\p{M}\p{N}]+/gu;
/** Marks that stand on no letter. */
const LONE_MARKS = /(?<![\p{L}\p{M}\p{N}])\p{M}+/gu;
/** Characters that show nothing: soft hyphens, zero widths, directions, NUL; and halves of characters. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Cs}]/gu;
/** Marks that only shade a letter: in other scripts they are vowels, or make another letter of it. */
const MARKS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;
const APART: Record<string, string> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
};

/** What spellings of a text have in common: small letters without accents and digits, one blank between words. */
export function words(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(APOSTROPHE, '').replace(BETWEEN, ' ').trim();
  return folded(text.replace(APOSTROPHE, ''))
    .replace(APOSTROPHE, '')
    .replace(LONE_MARKS, ' ')
    .replace(ANY_BETWEEN, ' ')
    .trim();
}

/** Letters and digits alone: postcodes, numbers of customers. */
export function code(text: string): string {
  return words(text).replaceAll(' ', '');
}

/** Small letters without accents, wide forms as plain ones. */
export function folded(text: string): string {
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[ßłøđðþæœıħ]/g, (letter) => APART[letter] ?? letter)
    .normalize('NFC');
}
