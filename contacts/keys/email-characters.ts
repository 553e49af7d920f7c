/** The invisible ones that turn up in addresses, by their names in Unicode. */
const NAMES: Record<string, string> = {
  ' ': 'SPACE',
  '\u00a0': 'NO-BREAK SPACE',
  '\u200b': 'ZERO WIDTH SPACE',
  '\u200c': 'ZERO WIDTH NON-JOINER',
  '\u200d': 'ZERO WIDTH JOINER',
  '\ufeff': 'ZERO WIDTH NO-BREAK SPACE',
};

/** Characters as a person can tell them apart, each once, in order. */
export function nameCharacters(characters: readonly string[]): string {
  return [...new Set(characters.map(nameCharacter))].sort().join(', ');
}

/** Those that could hide in an address or break it where it is shown: controls, blanks, a mark at the start. */
export function unsafeCharacters(text: string): string {
  const unsafe = [...text].filter((character, index) =>
    /^\p{M}$/u.test(character) ? index === 0 : !/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character),
  );
  return nameCharacters(unsafe);
}

function nameCharacter(character: string): string {
  if (character === '\\') return '"\\"';
  if (character === "'") return `"'"`;
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return `'${character}'`;
  const code = character.codePointAt(0) ?? 0;
  return NAMES[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
