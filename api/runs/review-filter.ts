import { z } from '@hono/zod-openapi';
import { LARGEST, type ReviewFilter, WAIT_KINDS } from '../../store/review/filter.ts';
import { problemError } from '../problem.ts';
import { plainText } from './read-json.ts';

/** What of those that wait somebody wants, as a body says it. */
export const FILTER_BODY = z
  .strictObject({
    strategy: z
      .string()
      .regex(/^[\w-]{1,60}$/, 'is no strategy')
      .optional(),
    decision: z.enum(['auto', 'review']).optional(),
    size: z.int().min(2).max(LARGEST).optional(),
    reason: z.enum(WAIT_KINDS).optional(),
    words: plainText(200).min(1).optional(),
  })
  .openapi('ReviewFilter');

/** The same of an address. Throws the problem of a 422. */
export function filterAsked(query: Record<string, string>): ReviewFilter {
  const { strategy, decision, size, reason } = query;
  const asked = FILTER_BODY.omit({ words: true }).safeParse({
    strategy,
    decision,
    size: size === undefined ? undefined : Number(size),
    reason,
  });
  if (asked.success) return withoutUndefined(asked.data);
  const names = asked.error.issues.map(({ path }) => `'${path.join('.')}'`).join(', ');
  throw problemError('parameter-invalid', { detail: `Not as they should be: ${names}` });
}

/** What is absent is not asked. */
export function withoutUndefined(filter: z.output<typeof FILTER_BODY>): ReviewFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
