import type { Context, MiddlewareHandler } from 'hono';
import { turnedAway } from './turned-away.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** A browser says where a request comes from: pages of others may change nothing here (CSRF). Programs say nothing, and pass. */
export const guardOrigin: MiddlewareHandler = async (c, next) => {
  if (SAFE.includes(c.req.method)) return await next();
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const origin = c.req.header('origin');
  const isOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).origin === ownOrigin(c));
  if (isOurs && ['none', 'same-origin'].includes(site)) return await next();
  return turnedAway(c, 'origin-foreign', 'a page of another origin may not change anything here');
};

/**
 * Behind a proxy that ends TLS our own pages are https, as it says in X-Forwarded-Proto. A page cannot say so of itself: for
 * another origin a browser sends such a header only after asking us, and we never answer that it may.
 */
function ownOrigin(c: Context): string {
  const url = new URL(c.req.url);
  return c.req.header('x-forwarded-proto')?.trim().toLowerCase() === 'https'
    ? new URL(`https://${url.host}`).origin
    : url.origin;
}
