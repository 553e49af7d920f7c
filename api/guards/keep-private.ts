import type { MiddlewareHandler } from 'hono';

/** What is answered holds people's names: it is kept nowhere on its way, read as nothing but what it says it is, and by no page of others. */
export const keepPrivate: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
  c.res.headers.set('x-content-type-options', 'nosniff');
  c.res.headers.set('cross-origin-resource-policy', 'same-origin');
};
