import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface PageFile {
  body: string;
  type: string;
  /** Changes with the bytes. */
  etag: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** A copy: its package would bring a hundred others, of which this file needs none. Compared with it by .ci/check-packages.ts. */
const REDOC = new URL('./redoc/redoc.standalone.js', import.meta.url);

const resolve = createRequire(import.meta.url).resolve;

/**
 * ReDoc shows its maker's logo from a server of theirs. Nothing of ours asks another host: without an address, ReDoc
 * leaves the picture out.
 */
const withoutLogo = (script: string): string => script.replaceAll('https://cdn.redoc.ly/redoc/logo-mini.svg', 'data:,');

const START_SWAGGER = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#pages',
  deepLinking: true,
  showExtensions: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
`;

const START_REDOC = `Redoc.init('/openapi.json', { nativeScrollbars: true }, document.querySelector('#pages'));
`;

/** What the pages load, by path. Each is read from its package, or its copy, at the first request and kept. */
const SOURCES: Record<string, { type: string; read: () => string }> = {
  '/docs/swagger-ui.css': { type: STYLE, read: () => fromPackage('swagger-ui-dist/swagger-ui.css') },
  '/docs/swagger-ui-bundle.js': { type: SCRIPT, read: () => fromPackage('swagger-ui-dist/swagger-ui-bundle.js') },
  '/docs/start.js': { type: SCRIPT, read: () => START_SWAGGER },
  '/redoc/redoc.standalone.js': {
    type: SCRIPT,
    read: () => withoutLogo(readFileSync(REDOC, 'utf8')),
  },
  '/redoc/start.js': { type: SCRIPT, read: () => START_REDOC },
};

export const PAGE_FILES: readonly string[] = Object.keys(SOURCES);

const kept = new Map<string, PageFile>();

/** The file of one of `PAGE_FILES`. */
export function pageFile(path: string): PageFile {
  const source = SOURCES[path];
  if (source === undefined) throw new Error(`No page loads ${path}`);
  const known = kept.get(path);
  if (known !== undefined) return known;
  const body = source.read();
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const file = { body, type: source.type, etag };
  kept.set(path, file);
  return file;
}

function fromPackage(name: string): string {
  return readFileSync(resolve(name), 'utf8');
}
