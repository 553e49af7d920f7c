import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { FILTER_SCRIPT } from './filter-script.ts';
import type { Html } from './html.ts';
import { STYLE } from './style.ts';

export interface PageFrame {
  title: string;
  /** The only one that may run; null: none may. */
  script: string | null;
  main: Html;
  footer?: Html;
}

/** One file that needs nothing beside it. Whatever gets into it: it loads nothing, sends nothing, and runs no script but ours. */
export async function pageFrame({ title, script, main, footer }: PageFrame): Promise<string> {
  const policy = framePolicy(script);
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${main}
</main>
${footer ?? ''}
${script === null ? '' : html`<script>${raw(script)}</script>`}
</body>
</html>
`;
  return String(text);
}

/** What such a page may load and run. */
function framePolicy(script: string | null): string {
  const mayRun = script === null ? '' : `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; `;
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; ${mayRun}base-uri 'none'; form-action 'none'`;
}

/** The same of a run's report, for whoever serves it. */
export function reportPolicy(): string {
  return framePolicy(FILTER_SCRIPT);
}
