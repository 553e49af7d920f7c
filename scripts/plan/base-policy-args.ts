import type { BasePolicy } from '../../contacts/base/policy.ts';
import { UsageError } from '../cli/usage-error.ts';

/** `--threshold`, in hundredths. Throws UsageError. */
export function thresholdOf(text: string): number {
  return whole('--threshold', text, 100);
}

/** `--cross-location`. Throws UsageError. */
export function crossLocationOf(text: string): BasePolicy['crossLocation'] {
  if (text === 'review' || text === 'auto_merge') return text;
  throw new UsageError(`--cross-location is '${text}', expected review or auto_merge`);
}

export function whole(option: string, text: string, most: number): number {
  if (/^\d{1,7}$/.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(`${option} is '${text}', expected a whole number from 0 to ${most}`);
}
