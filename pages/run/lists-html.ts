import { html } from 'hono/html';
import { printable } from '../../contacts/words/printable.ts';
import type { ClusterInList, ClusterSet, PairInList } from '../../store/review/list-clusters.ts';
import type { Html } from '../kit/html.ts';
import { shownReason } from '../kit/reason-words.ts';

export interface ListPage<Row> {
  run: string;
  /** Null: all, wherever they stand. */
  state: string | null;
  rows: readonly Row[];
  /** Where the next page begins, as a query; null: there is none. */
  more: string | null;
}

const SET_WORDS: Record<ClusterSet, string> = {
  approved: 'approved, wherever they stand',
  ended: 'approved, and ended',
  canary: 'the canary',
  counted: 'ended, as the brake counts them',
  bad: 'ended badly',
};

/** Clusters of a run that stand somewhere, or that one of its numbers counts. */
export function clustersHtml(page: ListPage<ClusterInList> & { of: ClusterSet | null }): Html {
  const { run, state, of, rows, more } = page;
  const cells = rows.map(
    (row) =>
      html`<tr><th scope="row"><a href="/runs/${run}/clusters/${row.cluster}"><code>${row.cluster}</code></a></th><td>${row.state}</td><td class="number">${row.size}</td><td>${printable(row.strategy)}</td><td>${printable(shownReason(row) ?? '')}</td></tr>
`,
  );
  return listHtml({
    run,
    which: of === null ? state : SET_WORDS[of],
    things: 'Clusters',
    head: ['Cluster', 'State', 'Contacts', 'Rule', 'Why'],
    cells,
    more,
  });
}

/** Pairs of a run that stand somewhere. */
export function pairsHtml({ run, state, rows, more }: ListPage<PairInList>): Html {
  const cells = rows.map(
    (row) =>
      html`<tr><th scope="row"><a href="/runs/${run}/pairs/${row.pair}"><code>${row.pair}</code></a></th><td>${row.state}</td><td>${printable(shownReason(row) ?? '')}</td></tr>
`,
  );
  return listHtml({ run, which: state, things: 'Pairs', head: ['Pair', 'State', 'Why'], cells, more });
}

function listHtml(list: {
  run: string;
  which: string | null;
  things: string;
  head: string[];
  cells: Html[];
  more: string | null;
}): Html {
  const { run, which, things, head, cells, more } = list;
  return html`<p class="kind"><a href="/runs/${run}">Run ${run}</a></p>
<h1>${things}${which === null ? '' : `: ${which}`}</h1>
${
  cells.length === 0
    ? html`<p>There is none.</p>`
    : html`<div class="scroll" role="region" tabindex="0" aria-label="${things}"><table>
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead><tbody>${cells}</tbody></table></div>`
}
${more === null ? '' : html`<p><a href="${more}" rel="next">More</a></p>`}`;
}
