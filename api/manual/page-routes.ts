import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { contentPolicy } from '../content-policy.ts';
import { PAGE_FILES, pageFile } from './page-files.ts';

/** Both pages style elements by attribute, and ReDoc searches in a worker of its own making. */
const POLICY = contentPolicy({
  more: ["style-src 'self' 'unsafe-inline'", "font-src 'self' data:", 'worker-src blob:'],
});

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The documentation to look at, as FastAPI has it: Swagger UI and ReDoc. Everything they load comes from here. */
export function addPageRoutes(app: OpenAPIHono, { title }: { title: string }): void {
  app.get('/docs', (c) =>
    c.html(
      page({
        title: `${title} - Swagger UI`,
        style: '/docs/swagger-ui.css',
        scripts: ['/docs/swagger-ui-bundle.js', '/docs/start.js'],
      }),
      200,
      HEADERS,
    ),
  );
  app.get('/redoc', (c) =>
    c.html(
      page({ title: `${title} - ReDoc`, scripts: ['/redoc/redoc.standalone.js', '/redoc/start.js'] }),
      200,
      HEADERS,
    ),
  );
  for (const path of PAGE_FILES) {
    app.get(path, (c) => {
      const { body, type, etag } = pageFile(path);
      const headers = { etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' };
      if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
      return c.body(body, 200, { ...headers, 'content-type': type });
    });
  }
}

function page({ title, style, scripts }: { title: string; style?: string; scripts: string[] }) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,">
    <title>${title}</title>
    ${style === undefined ? '' : html`<link rel="stylesheet" href="${style}">`}
  </head>
  <body>
    <div id="pages"></div>
    ${scripts.map((script) => html`<script src="${script}"></script>`)}
  </body>
</html>
`;
}
