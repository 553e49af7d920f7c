import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';
import { grouped } from '../kit/phrases.ts';
import type { MatchPage } from './match-page.ts';

/** What each column was taken for. */
export function columnsSection({ columns, rows }: MatchPage): Html {
  const filled = (count: number): string => `${Math.round((100 * count) / Math.max(1, rows))} %`;
  return html`<section aria-labelledby="columns-title">
<h2 id="columns-title">What each column was taken for</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Columns">
<table id="columns">
<thead><tr><th scope="col">Column</th><th scope="col">Taken for</th><th scope="col">Filled</th><th scope="col">Different</th><th scope="col">Examples</th></tr></thead>
<tbody>${columns.map(
    ({ header, kind, filled: some, distinct, examples }) =>
      html`<tr><th scope="row">${header}</th><td>${kind.replaceAll('_', ' ')}</td><td class="number">${filled(some)}</td><td class="number">${grouped(distinct)}</td><td>${examples.map((text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)).join(' | ')}</td></tr>`,
  )}</tbody>
</table>
</div>
<p class="note">Where that is wrong, correct the file of --map-out and give it back with --map.</p>
</section>`;
}
