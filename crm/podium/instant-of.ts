/** In UTC, whatever its zone was; null where it is none. */
export function instantOf(text: string | null | undefined): string | null {
  const ms = text == null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
