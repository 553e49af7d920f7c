import { domainToASCII } from 'node:url';

/** A glob such as `*@example.com`: only `*` is special. Cut at the stars once, so that matching never backtracks. */
export interface EmailPattern {
  text: string;
  pieces: string[];
}

export function emailPattern(text: string): EmailPattern {
  const small = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = small.lastIndexOf('@') + 1;
  const labels = at === 0 ? [] : small.slice(at).split('.');
  return { text, pieces: (at === 0 ? small : small.slice(0, at) + labels.map(asciiLabel).join('.')).split('*') };
}

/** As the key of an address has it. One with a star in it is left as it is. */
function asciiLabel(label: string): string {
  return /^[\x21-\x7e]*$/.test(label) || label.includes('*') ? label : domainToASCII(label) || label;
}

/** Whether an e-mail fits, by its key. Each piece is searched once, from where the one before ended. */
export function matchesPattern({ pieces }: EmailPattern, email: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return email === first;
  if (email.length < first.length + last.length || !email.startsWith(first) || !email.endsWith(last)) return false;
  const end = email.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = email.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
