import { html } from 'hono/html';
import { dataTable } from '../../kit/data-table.ts';
import type { Html } from '../../kit/html.ts';
import { shortTime } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';
import { MOST_ROWS } from '../summarize.ts';

/** Old id to surviving id, for whoever holds an old one. */
export function redirectsSection({ head, redirects }: ReportPage): Html {
  return html`<section aria-labelledby="redirects-title">
<h2 id="redirects-title">Where the old ids lead</h2>
${
  redirects.length === 0
    ? html`<p>${head.dryRun ? 'A dry run makes none.' : 'None: this run merged no contact away.'}</p>`
    : html`<p>For other systems that still hold the id of a contact that was merged away.</p>
${dataTable({
  name: 'redirects',
  caption: 'Old id to the contact that was kept',
  head: ['Old id', 'Leads to', 'Old full id', 'Full id it leads to', 'Since (UTC)'],
  rows: redirects.slice(0, MOST_ROWS).map(
    ({ oldId, newId, oldFullId, newFullId, time, byPerson }) =>
      html`<tr><th scope="row">${oldId}</th><td class="short">${newId}${byPerson ? html` <span class="note">says a person</span>` : ''}</td><td><code>${oldFullId}</code></td><td><code>${newFullId}</code></td><td class="short">${shortTime(time)}</td></tr>
`,
  ),
  total: redirects.length,
  file: 'redirects.csv',
})}`
}
</section>`;
}
