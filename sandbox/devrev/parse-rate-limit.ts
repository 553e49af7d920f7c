import type { RateLimit } from './settings.ts';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

/** Reads `45/60s`, `1000/5m`, `20/500ms` or `unlimited`; null when it is none of them. */
export function parseRateLimit(text: string): RateLimit | 'unlimited' | null {
  if (text === 'unlimited') return text;
  const [, calls, length, unit] = /^([1-9][0-9]*)\/([1-9][0-9]*)(ms|s|m)$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  return factor === undefined ? null : { calls: Number(calls), windowMs: Number(length) * factor };
}
