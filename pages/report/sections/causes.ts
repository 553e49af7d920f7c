import { html } from 'hono/html';
import type { Html } from '../../kit/html.ts';
import { count, grouped } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';

const MOST = 12;

/** Why pairs were not merged, most frequent first. */
export function causesSection({ summary: { causes, stoppedTotal } }: ReportPage): Html {
  const [, most = 1] = causes[0] ?? [];
  return html`<section aria-labelledby="causes-title">
<h2 id="causes-title">Why pairs were not merged</h2>
${
  causes.length === 0
    ? html`<p>Nothing was held, sent back to review, skipped or failed.</p>`
    : html`<table class="causes">
  <caption>${count(stoppedTotal, 'pair')}, by cause</caption>
  <thead><tr><th scope="col">Cause</th><th scope="col" class="number">Pairs</th></tr></thead>
  <tbody>${causes.slice(0, MOST).map(
    ([cause, pairs]) => html`<tr><td>${cause}
      <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${(100 * pairs) / most}" height="4" fill="var(--look)"></rect></svg></td>
      <td class="number">${grouped(pairs)}</td></tr>`,
  )}</tbody>
</table>`
}
${causes.length > MOST ? html`<p>And ${grouped(causes.length - MOST)} rarer causes: see merges.csv.</p>` : ''}
</section>`;
}
