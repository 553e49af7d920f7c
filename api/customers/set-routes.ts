import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { SET_OPERATIONS } from '../../contacts/sets/set-operations.ts';
import { addRoute } from '../add-route.ts';
import type { RouteOptions } from '../options.ts';
import { PARAMETERS_INVALID } from '../parameters.ts';
import { setOfIds } from './id-answers.ts';
import { setAnswer } from './key-answers.ts';
import { by, readSetQuestion } from './key-parameters.ts';
import { answers } from './schemas.ts';
import { streamJson } from './stream.ts';

/** Union, intersection and difference of any of the sources, by any key. */
export function addSetRoutes(app: OpenAPIHono, options: RouteOptions): void {
  const { store, settings } = options;
  const count = z.int();
  const result = z
    .object({
      op: z.enum(SET_OPERATIONS),
      by,
      sources: z.array(z.string()),
      count: count.openapi({ description: 'How many values there are' }),
      total_records: count.openapi({ description: 'Records of the named sources' }),
      without_key: count.openapi({ description: 'Those of them that have no such key, and so are in no set' }),
      values: keyValues,
    })
    .openapi('SetResult');
  const query = z.object({
    op: z
      .enum(SET_OPERATIONS)
      .openapi({ description: 'difference: what the first source has, and none of the others' }),
    sources: z
      .array(z.enum([...settings.sources] as [string, ...string[]]))
      .min(1)
      .openapi({
        param: { style: 'form', explode: false },
        uniqueItems: true,
        description: 'One or more, with commas between; a parameter for each is taken too',
        example: settings.sources.slice(0, 2),
      }),
    by,
  });
  addRoute(
    app,
    {
      method: 'get',
      path: '/api/v1/deduplication/sets',
      tags: ['Deduplication'],
      summary: 'A set operation on any of the sources',
      request: { query },
      responses: { ...answers(200, 'Values in rising order', result), ...PARAMETERS_INVALID },
    },
    (c) => {
      const { op, by: key, sources } = readSetQuestion(c, settings.sources);
      if (key === 'customer_id') return streamJson(c, setOfIds(store, { op, sources }), options);
      return streamJson(c, setAnswer(store, { op, by: key, sources }), options);
    },
  );
}

/** Ids are numbers, e-mails and phones are texts in the order of their characters' codes. */
export const keyValues = z.union([z.array(z.int().openapi({ format: 'int64' })), z.array(z.string())]);
