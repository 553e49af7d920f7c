/** Whether a database takes it as text: no NUL, and no half of a character. */
export function isPlainText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
