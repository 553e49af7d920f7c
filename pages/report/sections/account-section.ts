import { html } from 'hono/html';
import { printable } from '../../../contacts/words/printable.ts';
import { dataTable } from '../../kit/data-table.ts';
import type { Html } from '../../kit/html.ts';
import { grouped } from '../../kit/phrases.ts';
import { accountOf } from '../account.ts';
import type { ReportPage } from '../report-page.ts';
import { MOST_ROWS } from '../summarize.ts';

/** Where every row of the CSV went. */
export function accountSection({ head }: ReportPage): Html {
  return html`<section aria-labelledby="account-title">
<h2 id="account-title">From the rows to the merges</h2>
${head.rowsRead === null ? html`<p>Nobody has noted what was read before the plan was made: this begins with the plan.</p>` : ''}
<div class="scroll" role="region" tabindex="0" aria-label="From the rows to the merges">
<table>
<caption>Each whole, and the parts that make it up</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="number">How many</th><th scope="col">Which</th></tr></thead>
<tbody>${accountOf(head).map(
    ({ name, count, note, isPart }) =>
      html`<tr>${isPart ? html`<td>– ${name}</td>` : html`<th scope="row">${name}</th>`}<td class="number">${grouped(count)}</td><td>${note}</td></tr>
`,
  )}</tbody>
</table>
</div>
</section>`;
}

/** Clusters that the run did not take on, each with its reason. */
export function leftSection({ head: { left } }: ReportPage): Html | string {
  if (left.length === 0) return '';
  return html`<section aria-labelledby="left-title">
<h2 id="left-title">Clusters that were not approved</h2>
<p>Nothing was done to these contacts. A cluster is a group of contacts that are believed to be one person.</p>
${dataTable({
  name: 'left',
  caption: 'Blocked by the rules, refused, or not decided',
  head: ['Cluster', 'State', 'Would be kept', 'Duplicates', 'Why'],
  rows: left.slice(0, MOST_ROWS).map(
    ({ cluster, state, primary, duplicates, reason }) =>
      html`<tr><th scope="row"><code>${cluster}</code></th><td class="short">${state}</td><td class="short">${primary}</td><td>${duplicates.join(', ')}</td><td>${printable(reason)}</td></tr>
`,
  ),
  total: left.length,
  file: 'left.csv',
})}
</section>`;
}
