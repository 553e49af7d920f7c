import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from '../../log/logger.ts';

/** One line per request: never its query, its body or what it names. */
export function logRequests(log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const { method } = c.req;
    log.info({ method, route: routePath(c, -1), status: c.res.status, ms: Math.round(performance.now() - start) });
  };
}
