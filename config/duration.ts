const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses `500ms`, `45s`, `32m`, `2h`, `1d` into milliseconds; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|min|m|h|d)$/.exec(text.trim());
  if (!match) return null;
  const unit = UNITS[match[2] ?? ''];
  return unit === undefined ? null : Math.round(Number(match[1]) * unit);
}
