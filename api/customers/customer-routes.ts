import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCustomers, insertCustomer, insertCustomers } from '../../store/customers/customers.ts';
import { listCustomers } from '../../store/customers/list.ts';
import { readCustomerPage } from '../../store/customers/page.ts';
import { addRoute } from '../add-route.ts';
import { detail } from '../fastapi/detail.ts';
import type { RouteOptions } from '../options.ts';
import { checkSource } from './check-customer.ts';
import { answerOnce, IDEMPOTENCY_ANSWERS, idempotencyHeaders } from './idempotency.ts';
import { listOrPage, PAGE_INVALID, pageQuery, pageText, readPage, SOURCE_OR_PAGE_INVALID } from './page.ts';
import { answers, BODY_REFUSED, customerSchemas, FOREIGN_REFUSED, json } from './schemas.ts';
import { streamJson } from './stream.ts';
import { withCustomers } from './with-customers.ts';

const PATH = '/api/v1/customers';
const tags = ['Customers'];

/** What the Customer Deduplication API does with records: one, many, all, those of a source, none any more. */
export function addCustomerRoutes(app: OpenAPIHono, options: RouteOptions): void {
  const { store, settings } = options;
  const { sources, bodyLimit, uploadLimit } = settings;
  const schemas = customerSchemas(sources);
  const body = (schema: z.ZodType) => ({ headers: idempotencyHeaders, body: { required: true, ...json(schema) } });
  const done = z.object({ message: z.string(), details: z.record(z.string(), z.int()) }).openapi('MessageResponse');
  const list = async (c: Context, source: string | null): Promise<Response> => {
    const page = readPage(c, source);
    if (page === null) return await streamJson(c, listCustomers(store, { source }), options);
    return pageText(await readCustomerPage(store, { ...page, source }), source);
  };

  addRoute(
    app,
    {
      method: 'post',
      path: PATH,
      tags,
      summary: 'Add one record',
      request: body(schemas.customer),
      responses: {
        ...answers(201, 'The record as it is kept', schemas.stored),
        ...BODY_REFUSED,
        ...IDEMPOTENCY_ANSWERS,
      },
    },
    async (c) => {
      return await withCustomers(c, { ...options, limit: bodyLimit, isBulk: false }, async ([customer], digest) => {
        if (customer === undefined) throw new Error('One record was read, and there is none');
        return await answerOnce(c, {
          pool: store.pool,
          digest,
          write: async (client) => ({ status: 201, body: await insertCustomer(store, customer, client) }),
        });
      });
    },
  );
  addRoute(
    app,
    {
      method: 'post',
      path: `${PATH}/bulk`,
      tags,
      summary: 'Add many records, all or none',
      request: body(schemas.upload),
      responses: { ...answers(201, 'How many were added', done), ...BODY_REFUSED, ...IDEMPOTENCY_ANSWERS },
    },
    async (c) => {
      return await withCustomers(c, { ...options, limit: uploadLimit, isBulk: true }, async (customers, digest) => {
        const count = customers.length;
        const answer = { message: `Successfully uploaded ${count} customer records`, details: { count } };
        return await answerOnce(c, {
          pool: store.pool,
          digest,
          write: async (client) => {
            await insertCustomers(store, customers, client);
            return { status: 201, body: JSON.stringify(answer) };
          },
        });
      });
    },
  );
  addRoute(
    app,
    {
      method: 'get',
      path: PATH,
      tags,
      summary: 'All records',
      request: { query: pageQuery },
      responses: { ...answers(200, 'In the order they came', listOrPage(schemas.stored)), ...PAGE_INVALID },
    },
    (c) => list(c, null),
  );
  addRoute(
    app,
    {
      method: 'get',
      path: `${PATH}/source/{source}`,
      tags,
      summary: 'The records of one source',
      request: { params: z.object({ source: schemas.source }), query: pageQuery },
      responses: { ...answers(200, 'In the order they came', listOrPage(schemas.stored)), ...SOURCE_OR_PAGE_INVALID },
    },
    (c) => {
      const source = checkSource(c.req.param('source'), sources);
      if ('value' in source) return list(c, source.value);
      return detail(422, [{ loc: ['path', 'source'], ...source }]);
    },
  );
  addRoute(
    app,
    {
      method: 'delete',
      path: PATH,
      tags,
      summary: 'Remove all records',
      responses: { ...answers(200, 'How many were removed', done), ...FOREIGN_REFUSED },
    },
    async (c) => {
      const count = await deleteCustomers(store);
      return c.json({ message: 'Successfully deleted all customer records', details: { deleted_count: count } });
    },
  );
}
