const INSIDE = /<([^<>]*)>/;
const PLAIN = /^[\x21-\x7e]*$/;

/** An address as it is compared; '' for what is none. `key` tells what its spellings have in common. */
export function email(text: string, key: (email: string) => string): string {
  const inside = text.includes('<') ? (INSIDE.exec(text)?.[1] ?? text) : text;
  const plain = inside.replace(/[\s\0]+/g, '').replace(/^mailto:/i, '');
  const at = plain.lastIndexOf('@');
  if (at < 1 || at === plain.length - 1) return '';
  return PLAIN.test(plain) ? plain.toLowerCase() : key(plain);
}
