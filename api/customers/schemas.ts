import type { RouteConfig } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';

/** Bodies as `/openapi.json` describes them. */
export function customerSchemas(sources: readonly string[]) {
  const source = z.enum([...sources] as [string, ...string[]]).openapi('Source');
  const customer = z
    .object({
      customer_id: z.int().openapi({ format: 'int64', description: "The source's own id", example: 101 }),
      name: z.string().min(1).max(255).openapi({ example: 'John Doe' }),
      email: z.email().openapi({ example: 'john@example.com' }),
      source,
      phone: z
        .string()
        .max(255)
        .nullable()
        .optional()
        .openapi({ description: 'Compared by `?by=phone`, never answered' }),
    })
    .openapi('CustomerCreate');
  const stored = z
    .object({
      id: z.int().openapi({ format: 'int64' }),
      customer_id: z.int().openapi({ format: 'int64' }),
      name: z.string(),
      email: z.string(),
      source,
      created_at: z.iso.datetime(),
      updated_at: z.iso.datetime(),
    })
    .openapi('CustomerResponse');
  return { source, customer, stored, upload: z.object({ customers: z.array(customer) }).openapi('CustomerBulkCreate') };
}

export const ids = z.array(z.int().openapi({ format: 'int64' }));

const fault = z
  .object({ loc: z.array(z.union([z.string(), z.int()])), msg: z.string(), type: z.string() })
  .openapi('ValidationError');
const invalid = z.object({ detail: z.array(fault) }).openapi('HTTPValidationError');
const refused = z.object({ detail: z.string() }).openapi('HTTPError');

/** A body of JSON, in a request or an answer. */
export function json(schema: z.ZodType): { content: { 'application/json': { schema: z.ZodType } } } {
  return { content: { 'application/json': { schema } } };
}

/** The answer to a request for somebody else. */
export const MISDIRECTED: RouteConfig['responses'] = {
  421: { description: 'Addressed to a host name that is not ours', ...json(refused) },
};

/** The answers of a route that asks for a token and reads the database, and what it answers when all is well. */
export function answers(status: number, description: string, schema: z.ZodType): RouteConfig['responses'] {
  return {
    [status]: { description, ...json(schema) },
    401: { description: 'No token, or a wrong one', ...json(refused) },
    ...MISDIRECTED,
    503: {
      description: 'The database cannot be reached, or too much is under way (with Retry-After)',
      ...json(refused),
    },
  };
}

/** The answer to a page of another origin that would change something. */
export const FOREIGN_REFUSED: RouteConfig['responses'] = {
  403: { description: 'Sent by a page of another origin', ...json(refused) },
};

const UNREADABLE = { description: 'The body broke off, or is not UTF-8', ...json(refused) };

/** The answers to a body that is not taken. */
export const BODY_REFUSED = {
  400: UNREADABLE,
  408: { description: 'Too slow', ...json(refused) },
  ...FOREIGN_REFUSED,
  413: { description: 'Too large, or more fields, objects and lists than records can have', ...json(refused) },
  415: { description: 'Not JSON', ...json(refused) },
  422: { description: 'What is wrong, and where', ...json(invalid) },
};

export const INVALID = { 422: { description: 'What is wrong, and where', ...json(invalid) } };
export const UNHEALTHY: RouteConfig['responses'] = {
  ...MISDIRECTED,
  503: { description: 'The database cannot be reached', ...json(refused) },
};
