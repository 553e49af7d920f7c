/** A glob such as `*@example.com`: only `*` is special. Cut at the stars once, so that matching never backtracks. */
export interface EmailPattern {
  text: string;
  pieces: string[];
}

export function emailPattern(text: string): EmailPattern {
  return { text, pieces: text.trim().toLowerCase().split('*') };
}

/** Whether a normalized e-mail fits. Each piece is searched once, from where the one before ended. */
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
