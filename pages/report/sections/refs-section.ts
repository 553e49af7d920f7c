import { html } from 'hono/html';
import { printable } from '../../../contacts/words/printable.ts';
import { dataTable } from '../../kit/data-table.ts';
import type { Html } from '../../kit/html.ts';
import { shortTime } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';
import { MOST_ROWS } from '../summarize.ts';

/** What each kept contact was called in other systems, and is called now. Nothing where the profile changes none. */
export function refsSection({ head: { externalRefs: refs, dryRun } }: ReportPage): Html | string {
  if (refs.length === 0) return '';
  return html`<section aria-labelledby="refs-title">
<h2 id="refs-title">External references handed over</h2>
<p>After the last merge of its cluster, each kept contact ${dryRun ? 'would get' : 'gets'} the newest reference of the contacts merged into it, so that other systems find it under the id they know.</p>
${dataTable({
  name: 'refs',
  caption: 'References of the contacts that were kept',
  head: ['Contact', 'From', 'Old reference', 'New reference', 'State', 'Since (UTC)'],
  rows: refs.slice(0, MOST_ROWS).map(
    ({ primary, from, oldRef, newRef, state, reason, doneAt }) =>
      html`<tr><th scope="row">${primary}</th><td class="short">${from}</td><td><code>${printable(oldRef)}</code></td><td><code>${printable(newRef)}</code></td><td>${reason === null ? state : `${state}: ${printable(reason)}`}</td><td class="short">${doneAt === null ? '' : shortTime(doneAt)}</td></tr>
`,
  ),
  total: refs.length,
  file: 'external_refs.csv',
})}
</section>`;
}
