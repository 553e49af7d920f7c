/** RFC 5321 allows no longer address. */
export const MAX_EMAIL = 254;

/** The key that clusters are grouped by. */
export function normalizeEmail(text: string): string {
  return text.trim().toLowerCase();
}

/** Whether a normalized text has the shape of an address. A word such as `n/a` must not group strangers. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

/** Orders by UTF-16 code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders `C-9` before `C-10`, as a person would. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}
