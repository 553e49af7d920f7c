import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';

/** For who comes from another site: a browser brings no login from there, and from here it does. */
export function goOnPage(here: string): Html {
  return html`<h1>You come from another page</h1>
<p>So that no other page acts in your name, your login was left behind. Nothing is lost.</p>
<p><a class="button" href="${here}">Go on</a></p>`;
}
