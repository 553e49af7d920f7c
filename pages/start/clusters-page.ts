import { html } from 'hono/html';
import type { Decision, PlanCluster } from '../../contacts/plan.ts';
import { printableIn } from '../../contacts/words/printable.ts';
import type { Html } from '../kit/html.ts';
import { count, grouped } from '../kit/phrases.ts';
import { type ClustersWanted, DECISION_NAMES, wantedQuery, wantedWords } from './clusters-wanted.ts';

/** A cluster of a preview, as a list shows it. */
export interface ClusterInPlan {
  size: number;
  decision: Decision;
  /** Null: there is so much of it that no list reads it. */
  cluster: Pick<PlanCluster, 'id' | 'email' | 'primary' | 'duplicates' | 'strategy' | 'reason'> | null;
}

export interface PlanClustersPage {
  id: string;
  name: string;
  wanted: ClustersWanted;
  /** How many there are so. */
  all: number;
  rows: readonly ClusterInPlan[];
  /** With which cluster of the plan the next page begins; null: there is none. */
  more: number | null;
}

/** Contacts of a cluster that are named. */
const MOST_NAMED = 8;
/** Characters of a reason: cells that it quotes may be long. */
const LONGEST = 300;

/** The clusters that a number of a preview counts. It holds contact data. */
export function planClustersHtml({ id, name, wanted, all, rows, more }: PlanClustersPage): Html {
  const which = wantedWords(wanted);
  return html`<p class="kind">Preview of <a href="/plans/${id}">${name}</a></p>
<h1>Clusters${which === '' ? '' : `: ${which}`}</h1>
${
  rows.length === 0
    ? html`<p>${all === 0 ? 'There is none.' : 'There are no more.'}</p>`
    : html`<div class="scroll" role="region" tabindex="0" aria-label="Clusters"><table>
<caption>${count(all, 'cluster')}, in the order of the plan</caption>
<thead><tr><th scope="col">Cluster</th><th scope="col">Decision</th><th scope="col">E-mail</th><th scope="col" class="number">Contacts</th><th scope="col">Whom it is about</th><th scope="col">Rule</th><th scope="col">Why</th></tr></thead>
<tbody>
${printableIn(rows).map(rowHtml)}</tbody></table></div>`
}
${more === null ? '' : html`<p><a href="/plans/${id}/clusters${wantedQuery(wanted, more)}" rel="next">More</a></p>`}
${which === '' ? '' : html`<p><a href="/plans/${id}/clusters">All clusters of the preview</a></p>`}`;
}

function rowHtml({ size, decision, cluster }: ClusterInPlan): Html {
  const [what, contacts] = [DECISION_NAMES[decision], grouped(size)];
  if (cluster === null)
    return html`<tr><th scope="row">–</th><td>${what}</td><td></td><td class="number">${contacts}</td><td colspan="3">It is too large for this list: the review of a run shows it.</td></tr>
`;
  const { id, email, strategy, reason } = cluster;
  return html`<tr><th scope="row"><code>${id.slice(0, 12)}</code></th><td>${what}</td><td>${email}</td><td class="number">${contacts}</td><td>${whom(decision, cluster)}</td><td>${strategy}</td><td>${clipped(reason)}</td></tr>
`;
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function whom(decision: Decision, { primary, duplicates }: NonNullable<ClusterInPlan['cluster']>): string {
  const named = (ids: readonly string[]): string => {
    const more = ids.length - MOST_NAMED;
    return `${ids.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
  };
  return decision === 'blocked' ? named([primary, ...duplicates]) : `${named(duplicates)} into ${primary}`;
}
