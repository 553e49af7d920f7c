const CODES = '01230120022455012623010202';

/** American Soundex of a text in small plain letters; other letters are passed over. */
export function soundex(text: string): string {
  let code = '';
  let before = '';
  for (const letter of text) {
    const at = letter.charCodeAt(0) - 97;
    const digit = at >= 0 && at < 26 ? CODES.charAt(at) : '0';
    if (code === '') code = letter;
    else if (digit !== '0' && digit !== before) code += digit;
    // Of what stands between two equal sounds, only a vowel makes them two.
    if (letter !== 'h' && letter !== 'w') before = digit;
    if (code.length === 4) break;
  }
  return code.padEnd(4, '0');
}
