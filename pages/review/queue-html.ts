import { html } from 'hono/html';
import { printable } from '../../contacts/words/printable.ts';
import { LARGEST, type ReviewFilter, type WaitKind } from '../../store/review/filter.ts';
import type { QueueCounts, QueuedCluster } from '../../store/review/queue.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, grouped } from '../kit/phrases.ts';
import { WAIT_WORDS } from './wait-words.ts';

/** What waits in a run, seen through a filter. It holds contact data. */
export interface ReviewQueue {
  run: { id: string; crm: string; org: string; dryRun: boolean; state: string };
  filter: ReviewFilter;
  /** Of all that wait. */
  counts: QueueCounts;
  /** As many as the filter wants. */
  wanted: number;
  rows: readonly QueuedCluster[];
  /** The filter as a query: `?size=2`, or nothing. */
  query: string;
  /** Where the next page begins, as a query with the filter; null: there is none. */
  more: string | null;
  /** The words of the query were kept by a server that has been started anew since. */
  wordsLost: boolean;
  mayDecide: boolean;
  told: { text: string; tone: 'good' | 'bad' | 'look' } | null;
}

export function queueHtml(queue: ReviewQueue): Html {
  const { run, counts, wanted, rows, query, more, told } = queue;
  const isFiltered = query !== '';
  return html`<p class="kind"><a href="/runs/${run.id}">Run ${run.id}</a>, ${run.dryRun ? 'dry run, ' : ''}${crmName(run.crm)} organization ${printable(run.org)}</p>
<h1>${counts.all === 0 ? 'Nothing waits for a decision' : `${count(counts.all, 'cluster waits', 'clusters wait')} for a decision`}</h1>
${told === null ? '' : html`<p class="told ${told.tone}" role="status">${printable(told.text)}</p>`}
${queue.wordsLost ? html`<p class="told">What you searched for is not known any more: the server was started anew. Type it again.</p>` : ''}
${counts.all === 0 ? '' : filterForm(queue)}
${
  wanted === 0
    ? html`<p>${isFiltered ? 'No cluster is so.' : ''}</p>`
    : html`<div class="actions">
<a class="button" href="/runs/${run.id}/review/next${query}">Go through ${isFiltered ? `these ${grouped(wanted)}` : 'them'}</a>
${queue.mayDecide ? html`<a class="button second" href="/runs/${run.id}/review/all${query}">Approve all ${isFiltered ? 'of these' : ''}…</a>` : ''}
${isFiltered ? html`<a href="/runs/${run.id}/review">Without a filter</a>` : ''}
</div>
<div class="scroll" role="region" tabindex="0" aria-label="Clusters that wait">
<table>
<caption>${isFiltered ? `${grouped(wanted)} of ${grouped(counts.all)}` : count(wanted, 'cluster')}, in the order of the plan</caption>
<thead><tr><th scope="col">Cluster</th><th scope="col">E-mail</th><th scope="col" class="number">Contacts</th><th scope="col">Rule</th><th scope="col">Why it waits</th><th scope="col"></th></tr></thead>
<tbody>
${rows.map((row) => rowHtml(row, queue))}
</tbody></table></div>
${more === null ? '' : html`<p><a href="/runs/${run.id}/review${more}" rel="next">More</a></p>`}`
}`;
}

function rowHtml(
  { cluster, email, size, strategy, kind, primary, takenBy }: QueuedCluster,
  { run, query }: ReviewQueue,
): Html {
  return html`<tr><th scope="row"><a href="/runs/${run.id}/clusters/${cluster}${query}"><code>${cluster.slice(0, 12)}</code></a></th>
<td>${email === '' ? html`<span class="note">kept: ${primary}</span>` : printable(email)}</td><td class="number">${size}</td><td>${printable(strategy)}</td><td>${WAIT_WORDS[kind]}</td>
<td>${takenBy === null ? '' : html`<span class="badge look">${printable(takenBy)} looks at it</span>`}</td></tr>
`;
}

function filterForm({ run, filter, counts }: ReviewQueue): Html {
  return html`<form class="review-filter" method="post" action="/runs/${run.id}/review/filter" role="search">
${selection(
  'strategy',
  'Rule',
  filter.strategy,
  [...counts.strategy].map(([value, n]) => ({ value: printable(value), text: printable(value), n })),
)}
${selection(
  'decision',
  'Decision',
  filter.decision,
  [...counts.decision].map(([value, n]) => ({ value, text: value, n })),
)}
${selection('size', 'Contacts', filter.size === undefined ? undefined : String(filter.size), sizes(counts))}
${selection(
  'reason',
  'Why it waits',
  filter.reason,
  [...counts.reason].map(([value, n]) => ({ value, text: WAIT_WORDS[value as WaitKind], n })),
)}
<label>Words <input type="search" name="words" value="${printable(filter.words ?? '')}" maxlength="200" autocomplete="off" spellcheck="false"></label>
<button class="second">Show</button>
</form>
<p class="hint">Words: a contact's id, the first digits of a cluster, or a part of an address or a name.</p>`;
}

interface Choice {
  value: string;
  text: string;
  n: number;
}

function sizes(counts: QueueCounts): Choice[] {
  return [...counts.size]
    .sort(([a], [b]) => a - b)
    .map(([size, n]) => ({ value: String(size), text: size === LARGEST ? `${size} and more` : String(size), n }));
}

function selection(name: string, label: string, chosen: string | undefined, choices: Choice[]): Html {
  return html`<label>${label} <select name="${name}"><option value="">any</option>${choices.map(
    ({ value, text, n }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text} (${grouped(n)})</option>`,
  )}</select></label>`;
}
