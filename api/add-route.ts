import { createRoute, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';

/** A documented route. The zod schemas in it describe, for `/openapi.json`; checking is the handler's own. */
export function addRoute(
  app: OpenAPIHono,
  config: RouteConfig,
  handler: (context: Context) => Response | Promise<Response>,
): void {
  const route = createRoute(config);
  app.openAPIRegistry.registerPath(route);
  app.on(route.method.toUpperCase(), route.getRoutingPath(), handler);
}
