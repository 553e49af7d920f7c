import { z } from '@hono/zod-openapi';
import { problemError } from '../problem.ts';
import type { StartWish } from './start-upload.ts';

const count = (most: number): z.ZodInt => z.int().min(1).max(most);

/** How a program says it. */
export const START_BODY = z
  .strictObject({
    plan: z.string().regex(/^[0-9a-f]{32}$/, 'is no id of a plan'),
    dryRun: z.boolean().openapi({ description: 'true: nothing is written to the CRM. There is no default' }),
    canary: count(10_000).default(5),
    limit: count(1_000_000).nullable().default(null),
    approve: z.enum(['none', 'auto']).default('none'),
  })
  .openapi('StartRun');

/** How the form says it. A real run wants the word that its maker knows what it is. Throws problems. */
export function wishOfForm(fields: URLSearchParams): StartWish {
  const number = (name: string): number | null => {
    const text = fields.get(name)?.trim() ?? '';
    return text === '' ? null : Number(text);
  };
  const kind = fields.get('kind');
  const wish = START_BODY.omit({ plan: true }).safeParse({
    dryRun: kind === 'dry' ? true : kind === 'real' ? false : undefined,
    canary: number('canary') ?? undefined,
    limit: number('limit'),
    approve: fields.get('approve') ?? undefined,
  });
  if (!wish.success) {
    const names = wish.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw problemError('body-invalid', { detail: `Nothing was started. Not as it should be: ${names}` });
  }
  if (!wish.data.dryRun && fields.get('sure') !== 'yes') {
    throw problemError('body-invalid', {
      detail:
        'Nothing was started. The real thing wants the mark that you know that merges cannot be undone by the CRM',
    });
  }
  return wish.data;
}
