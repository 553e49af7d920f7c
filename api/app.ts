import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { ApiSettings } from '../config/api-settings.ts';
import type { Logger } from '../log/logger.ts';
import type { CustomerStore } from '../store/customers/customer-store.ts';
import { isDatabaseAway } from '../store/database-away.ts';
import { addCustomerRoutes } from './customer-routes.ts';
import { addDeduplicationRoutes } from './deduplication-routes.ts';
import { detail } from './detail.ts';
import { guardHost } from './guard-host.ts';
import { guardOrigin } from './guard-origin.ts';
import { guardToken, needsToken } from './guard-token.ts';
import { keepPrivate } from './keep-private.ts';
import { logRequests } from './log-requests.ts';
import { noSuchRoute } from './no-such-route.ts';
import { addPageRoutes } from './page-routes.ts';
import { addServiceRoutes } from './service-routes.ts';
import { addSetRoutes } from './set-routes.ts';
import { addUploadRoutes } from './upload-routes.ts';
import { VERSION } from './version.ts';

export interface ApiOptions {
  store: CustomerStore;
  settings: ApiSettings;
  log: Logger;
}

const TITLE = 'Customer Deduplication API';

/** The customers API: what answers requests, without a port. */
export function createApi(options: ApiOptions): OpenAPIHono {
  const { log, settings } = options;
  const app = new OpenAPIHono();
  app.use(logRequests(log), guardHost(settings), guardOrigin);
  app.use('/api/*', keepPrivate, guardToken(settings));
  addPageRoutes(app, { title: TITLE });
  // FastAPI answers no HEAD; ours would run a whole query for nothing.
  app.use(async (c, next) => (c.req.method === 'HEAD' ? noSuchRoute(c.req.raw, app) : await next()));
  addServiceRoutes(app, options);
  addCustomerRoutes(app, options);
  addDeduplicationRoutes(app, options);
  addSetRoutes(app, options);
  addUploadRoutes(app, options);
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: TITLE, version: VERSION },
    security: needsToken(settings) ? [{ token: [] }] : [],
  });
  app.notFound((c) => noSuchRoute(c.req.raw, app));
  app.onError((error) => answerError(error, log));
  return app;
}

function answerError(error: Error, log: Logger): Response {
  if (error instanceof HTTPException) return error.getResponse();
  if (isDatabaseAway(error)) return detail(503, 'The database cannot be reached: try again later');
  // Its name and code alone: what a database says of a failed query may quote a record.
  log.error({ error: error.name, code: 'code' in error ? String(error.code) : undefined }, 'A request failed');
  return detail(500, 'Internal Server Error');
}
