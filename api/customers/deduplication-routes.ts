import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { addRoute } from '../add-route.ts';
import type { RouteOptions } from '../options.ts';
import { PARAMETERS_INVALID } from '../parameters.ts';
import { analysisOfIds, comparisonOfIds } from './id-answers.ts';
import { analysisAnswer, comparisonAnswer } from './key-answers.ts';
import { by, readBy } from './key-parameters.ts';
import { analysisByKey, comparisonByKeySchema } from './key-schemas.ts';
import { answers, ids } from './schemas.ts';
import { streamJson } from './stream.ts';

const PATH = '/api/v1/deduplication';
const tags = ['Deduplication'];

/** The two questions that the first customers API had: who is there at all, and who is in which source. */
export function addDeduplicationRoutes(app: OpenAPIHono, options: RouteOptions): void {
  const { store } = options;
  const { sources } = options.settings;
  const count = z.int();
  const analysis = z
    .object({ total_records: count, unique_customers: count, duplicates_found: count, unique_customer_ids: ids })
    .openapi('DeduplicationResult');
  addRoute(
    app,
    {
      method: 'get',
      path: `${PATH}/analyze`,
      tags,
      summary: 'The union of all sources',
      request: { query: z.object({ by }) },
      responses: {
        ...answers(200, 'All different ids, in rising order', z.union([analysis, analysisByKey])),
        ...PARAMETERS_INVALID,
      },
    },
    (c) => {
      const key = readBy(c);
      return streamJson(c, key === 'customer_id' ? analysisOfIds(store, sources) : analysisAnswer(store, key), options);
    },
  );
  addRoute(
    app,
    {
      method: 'get',
      path: `${PATH}/compare-sources`,
      tags,
      summary: 'The intersection of all sources, and what only one has',
      request: { query: z.object({ by }) },
      responses: {
        ...answers(200, 'Ids in rising order', z.union([comparisonSchema(sources), comparisonByKeySchema(sources)])),
        ...PARAMETERS_INVALID,
      },
    },
    (c) => {
      const key = readBy(c);
      if (key === 'customer_id') return streamJson(c, comparisonOfIds(store, sources), options);
      return streamJson(c, comparisonAnswer(store, { by: key, sources }), options);
    },
  );
}

function comparisonSchema(sources: readonly string[]): z.ZodType {
  const fields = [
    ['in_all_sources', ids] as const,
    ...sources.map((name) => [`only_in_${name}`, ids] as const),
    ...sources.map((name) => [`${name}_count`, z.int()] as const),
  ];
  return z.object(Object.fromEntries(fields)).openapi('SourceComparison');
}
