/** Letters that Unicode does not take apart into a plain one and its mark. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'a',
  œ: 'o',
  ı: 'i',
  ħ: 'h',
  ς: 'σ',
};
/** Marks that only shade a letter. Those of other scripts are vowels, or make another letter of it. */
const MARKS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]\p{Mn}*)\p{Mn}/gu;

/**
 * What the spellings of a name have in common: small letters without accents, wide forms as plain ones. Where `ü` is written as
 * `ue`, the `e` is left out.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[ßłøđðþæœıħς]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFC')
    .replace(/([aou])e(?=[bcdfghj-np-tv-z])/g, '$1');
}
