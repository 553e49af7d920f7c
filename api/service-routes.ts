import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pingCustomers } from '../store/customers/customer-store.ts';
import { addRoute } from './add-route.ts';
import { json, MISDIRECTED, UNHEALTHY } from './customers/schemas.ts';
import { VERSION } from './manual/version.ts';
import type { ApiOptions } from './options.ts';

/** `/` and `/health`: open to everybody who can reach us. */
export function addServiceRoutes(app: OpenAPIHono, { store }: ApiOptions): void {
  const text = z.string();
  const about = z.object({ message: text, status: text, version: text, docs: text });
  addRoute(
    app,
    {
      method: 'get',
      path: '/',
      summary: 'What this is',
      responses: { 200: { description: 'It runs', ...json(about) }, ...MISDIRECTED },
    },
    (c) => c.json({ message: 'Customer Deduplication API', status: 'running', version: VERSION, docs: '/docs' }),
  );
  const health = z.object({ status: text });
  addRoute(
    app,
    {
      method: 'get',
      path: '/health',
      summary: 'Whether the database answers',
      responses: { 200: { description: 'It does', ...json(health) }, ...UNHEALTHY },
    },
    async (c) => {
      await pingCustomers(store);
      return c.json({ status: 'healthy' });
    },
  );
}
