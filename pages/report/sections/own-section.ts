import { html } from 'hono/html';
import type { Html } from '../../kit/html.ts';
import { crmName, grouped } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';

/** What hung on the merged contacts themselves, kind by kind. Nothing where nothing did. */
export function ownSection({ head, summary: { own } }: ReportPage): Html | string {
  if (own.length === 0) return '';
  return html`<section aria-labelledby="own-title">
<h2 id="own-title">What hung on the contacts themselves</h2>
<p>Nobody says what a merge in ${crmName(head.crm)} does with it, so it was looked at afterwards. It proves nothing about the merge; all of it is in the backups.</p>
<table>
<caption>Of the contacts merged away, by kind</caption>
<thead><tr><th scope="col">Kind</th><th scope="col" class="number">There were</th><th scope="col" class="number">With the kept contact</th><th scope="col" class="number">Not with it</th><th scope="col" class="number">Cannot be seen</th></tr></thead>
<tbody>${own.map(
    ([kind, { had, withPrimary, notWithPrimary, cannotBeSeen }]) =>
      html`<tr><th scope="row">${kind}</th><td class="number">${grouped(had)}</td><td class="number">${grouped(withPrimary)}</td><td class="number">${grouped(notWithPrimary)}</td><td class="number">${grouped(cannotBeSeen)}</td></tr>`,
  )}</tbody>
</table>
</section>`;
}
