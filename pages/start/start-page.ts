import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';

/** Where a person begins. */
export function startPage(): Html {
  return html`<h1>Merge duplicate contacts without losing anything</h1>
<p>Every merge is looked at first, backed up before and proven after. Nothing is merged that nobody approved.</p>
<p><a class="button" href="/runs">Look at the runs</a></p>`;
}
