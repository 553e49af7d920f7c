import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { SHELL_STYLE } from '../../pages/kit/shell-style.ts';
import { STYLE } from '../../pages/kit/style.ts';
import { REVIEW_STYLE } from '../../pages/review/review-style.ts';

const SCRIPT = new URL('../../pages/script/app.mjs', import.meta.url);

/** What every page loads, by path: the same for everybody, and nobody's data in it. */
const FILES: Record<string, { type: string; read: () => string }> = {
  '/pages/style.css': { type: 'text/css; charset=utf-8', read: () => STYLE + SHELL_STYLE + REVIEW_STYLE },
  '/pages/app.mjs': { type: 'text/javascript; charset=utf-8', read: () => readFileSync(SCRIPT, 'utf8') },
};

export function addAssetRoutes(app: OpenAPIHono): void {
  for (const [path, { type, read }] of Object.entries(FILES)) {
    const body = read();
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const headers = {
      etag,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    };
    app.get(path, (c) => {
      if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
      return c.body(body, 200, { ...headers, 'content-type': type });
    });
  }
}
