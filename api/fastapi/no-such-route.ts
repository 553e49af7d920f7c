import type { OpenAPIHono } from '@hono/zod-openapi';
import { detail } from './detail.ts';

/** What FastAPI answers where no route fits: 405 for another method, a way to the same path with or without its last slash, else 404. */
export function noSuchRoute(request: Request, app: OpenAPIHono): Response {
  const url = new URL(request.url);
  const allowed = methodsOf(app, url.pathname);
  if (allowed.length > 0) return detail(405, 'Method Not Allowed', { allow: allowed.join(', ') });
  const other = url.pathname.endsWith('/') ? url.pathname.replace(/\/+$/, '') : `${url.pathname}/`;
  if (url.pathname !== '/' && methodsOf(app, other).length > 0) {
    return new Response(null, { status: 307, headers: { location: `${url.origin}${other}${url.search}` } });
  }
  return detail(404, 'Not Found');
}

/** The methods that a path has routes for. */
function methodsOf(app: OpenAPIHono, path: string): string[] {
  const fits = app.routes.filter((route) => route.method !== 'ALL' && toPattern(route.path).test(path));
  return [...new Set(fits.map(({ method }) => method))];
}

function toPattern(path: string): RegExp {
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^${path
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : literal(part)))
      .join('/')}$`,
  );
}
