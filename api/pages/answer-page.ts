import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Html } from '../../pages/kit/html.ts';
import { type NavPlace, pageShell } from '../../pages/kit/page-shell.ts';
import { contentPolicy } from '../content-policy.ts';

export interface Page {
  title: string;
  /** Which of the places at the top it belongs to. */
  here: NavPlace | null;
  main: Html;
  /** @default 200 */
  status?: ContentfulStatusCode;
}

/** Drawings carry their sizes as an attribute; nothing else of a page brings its own style. */
const POLICY = contentPolicy({ more: ["style-src 'self'", "style-src-attr 'unsafe-inline'"] });

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  // With none at all, a browser says of our own forms that they come from nowhere.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  vary: 'accept, cookie',
};

/** Answers with a page of ours, with the places at the top for who is logged in. */
export async function answerPage(c: Context, { title, here, main, status = 200 }: Page): Promise<Response> {
  const who = c.get('person') ?? null;
  return c.html(await pageShell({ title, here, who, main }), status, HEADERS);
}
