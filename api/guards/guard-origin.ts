import type { MiddlewareHandler } from 'hono';
import { detail } from '../fastapi/detail.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** A browser says where a request comes from: pages of others may change nothing here (CSRF). Programs say nothing, and pass. */
export const guardOrigin: MiddlewareHandler = async (c, next) => {
  if (SAFE.includes(c.req.method)) return await next();
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const origin = c.req.header('origin');
  const isOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host);
  if (isOurs && ['none', 'same-origin'].includes(site)) return await next();
  return detail(403, 'Forbidden: a page of another origin may not change anything here');
};
