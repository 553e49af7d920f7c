/** An address as it is shown. Two are the same person's where their keys are equal: see email-key.ts. */
export function shownEmail(text: string): string {
  return text.trim().toLowerCase();
}

/** Orders by UTF-16 code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders `C-9` before `C-10`, as a person would. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}
