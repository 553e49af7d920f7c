import { type RouteConfig, z } from '@hono/zod-openapi';
import { problemAnswer, problemSchema } from '../problem.ts';
import { idempotencyHeaders } from './idempotency.ts';
import { answers, FOREIGN_REFUSED } from './schemas.ts';

const text = (description: string, example: string) => ({ schema: z.string().openapi({ description, example }) });

export const UPLOAD_REQUEST: NonNullable<RouteConfig['request']> = {
  headers: idempotencyHeaders,
  query: z.object({
    partial: z.enum(['true', 'false']).default('false').openapi({ description: 'Takes the good lines' }),
  }),
  body: {
    required: true,
    content: {
      'text/csv': text(
        'A header of customer_id, name, email, source and, if there are any, phone, in any order; then a row per record',
        'customer_id,name,email,source,phone\n101,John Doe,john@example.com,salesforce,+61 412 345 678\n',
      ),
      'application/x-ndjson': text(
        'A record as JSON on each line',
        '{"customer_id":101,"name":"John Doe","email":"john@example.com","source":"salesforce"}\n',
      ),
    },
  },
};

const errors = z
  .array(
    z.object({
      line: z.int().openapi({ description: 'Where the record starts, from 1' }),
      column: z.string().nullable().openapi({ description: 'The field; null where the line as a whole is at fault' }),
      problem: z.string().openapi({ description: 'In words, without the value' }),
    }),
  )
  .openapi({ description: 'The first 100' });

const done = z
  .object({
    message: z.string(),
    details: z.object({ count: z.int(), refused: z.int().openapi({ description: 'Lines that were not taken' }) }),
    error_count: z.int().optional().openapi({ description: 'How many errors there are in all' }),
    errors: errors.optional(),
  })
  .openapi('UploadResponse');

const invalid = problemSchema
  .extend({
    refused: z.int(),
    error_count: z.int().openapi({ description: 'How many errors there are up to where reading stopped' }),
    errors,
  })
  .partial({ refused: true, error_count: true, errors: true })
  .openapi('UploadProblem');

export const UPLOAD_ANSWERS: RouteConfig['responses'] = {
  ...answers(201, 'How many were added', done),
  ...FOREIGN_REFUSED,
  400: problemAnswer(['upload-broken-off', 'idempotency-key-invalid']),
  408: problemAnswer(['upload-too-slow']),
  409: problemAnswer(['request-under-way']),
  413: problemAnswer(['upload-too-large']),
  415: problemAnswer(['upload-type-unknown']),
  422: problemAnswer(['upload-invalid', 'parameter-invalid', 'idempotency-key-reused'], invalid),
};
