import { parseDuration } from './duration.ts';

/** So many calls in so many milliseconds; null means unlimited. */
export type RateLimit = { calls: number; windowMs: number } | null;

/** Parses `45/60s` or `unlimited`; undefined when it is neither. */
export function parseRateLimit(text: string): RateLimit | undefined {
  if (text.trim() === 'unlimited') return null;
  const [calls = '', window = ''] = text.split('/');
  const windowMs = parseDuration(window);
  if (!/^\s*[1-9]\d{0,6}\s*$/.test(calls) || windowMs === null || windowMs <= 0) return undefined;
  return { calls: Number(calls), windowMs };
}
