import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';
import { count, dateTime, grouped } from '../kit/phrases.ts';
import { linkTo } from './clusters-wanted.ts';
import type { ShownPreview } from './shown-preview.ts';

/** What people have decided before that changes what a run of this file does. */
export function decisionsSection({ keptApart, keptApartClusters: all }: ShownPreview, lists: string | null): Html {
  return html`<section aria-labelledby="decisions"><h2 id="decisions">What earlier decisions change</h2>
${
  keptApart === null
    ? html`<p>Nobody has asked the CRM yet whose token it is, so that nobody knows whose decisions these would be. A start finds out, and keeps apart whom they keep apart.</p>`
    : all === 0
      ? html`<p>Nothing: no two contacts of a cluster are kept apart by anybody. What is decided until the start counts too.</p>`
      : html`<p>${linkTo(lists, { keptApart: true }, { n: all, text: count(all, 'cluster') })} ${all === 1 ? 'waits' : 'wait'} for a person, whatever the rules say: two of ${all === 1 ? 'it' : 'each'} are kept apart.${keptApart.length < all ? ` The first ${grouped(keptApart.length)}:` : ''}</p>
<ul>${keptApart.map(
          ({ cluster, a, b, by, at }) =>
            html`<li><code>${cluster.slice(0, 12)}</code>: ${a} and ${b}, by ${by} on ${dateTime(at)}</li>`,
        )}</ul>`
}</section>`;
}
