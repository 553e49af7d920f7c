import { z } from '@hono/zod-openapi';
import { by } from './key-parameters.ts';

const count = z.int();
const keys = z.array(z.string());
const withoutKey = count.openapi({ description: 'Records that have no such key, and so are in none of the lists' });

/** What `/analyze` answers by e-mail or by phone. */
export const analysisByKey = z
  .object({
    by,
    total_records: count,
    unique_customers: count.openapi({ description: 'Different e-mails, or phones' }),
    duplicates_found: count.openapi({ description: 'Records with a key, less the different keys' }),
    without_key: withoutKey,
    unique_emails: keys.optional().openapi({ description: 'With by=email: all different e-mails, in rising order' }),
    unique_phones: keys.optional().openapi({ description: 'With by=phone: all different phones, in rising order' }),
  })
  .openapi('DeduplicationResultByKey');

/** What `/compare-sources` answers by e-mail or by phone. */
export function comparisonByKeySchema(sources: readonly string[]): z.ZodType {
  const fields = [
    ['in_all_sources', keys] as const,
    ...sources.map((name) => [`only_in_${name}`, keys] as const),
    ...sources.map((name) => [`${name}_count`, count] as const),
    ['by', by] as const,
    ['without_key', withoutKey] as const,
  ];
  return z.object(Object.fromEntries(fields)).openapi('SourceComparisonByKey');
}
