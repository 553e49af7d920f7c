import { z } from 'zod';

/** A name in a rules file: of an account, a user, a field. */
export const name = z
  .string({ error: instead('text') })
  .trim()
  .min(1, 'is empty, expected text')
  .max(254, 'is longer than 254 characters');

/** What is wrong with a value of another kind: `is a list, expected text`. */
export function instead(expected: string): (issue: { input?: unknown }) => string {
  return ({ input }) => `${kindOf(input)}, expected ${expected}`;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'is missing';
  if (Array.isArray(value)) return 'is a list';
  return typeof value === 'string' ? 'is text' : typeof value === 'object' ? 'is a mapping' : `is a ${typeof value}`;
}
