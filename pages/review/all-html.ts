import { html } from 'hono/html';
import { type TakeBackCounts, takeBackCountText } from '../../contacts/base/shown/take-back-text.ts';
import type { FilterSet, LeftOutBecause } from '../../store/review/filter-set.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, grouped } from '../kit/phrases.ts';
import { LEFT_OUT_WORDS } from './wait-words.ts';

export interface ApproveAll {
  run: { id: string; crm: string; dryRun: boolean };
  set: FilterSet;
  /** Contacts that would be merged away. */
  query: string;
  /** Of the merges of all of them, how many can be taken back; null where the CRM says the same of all. */
  takeBack: TakeBackCounts | null;
  /** What has changed since it was counted; null: nothing was counted before. */
  changed: { added: string[] | null; gone: string[] | null } | null;
}

/** Clusters that are named one by one. */
const MOST_NAMED = 20;

/** What an approval of all of a filter would approve, and what it leaves out: nothing is approved by looking at it. */
export function approveAllHtml({ run, set, query, changed, takeBack }: ApproveAll): Html {
  const { clusters, digest, leftOut } = set;
  const many = clusters.length;
  return html`<p class="kind"><a href="/runs/${run.id}/review${query}">Back to the queue</a></p>
<h1>${many === 0 ? 'None of them can be approved at once' : `Approve ${count(many, 'cluster')} at once?`}</h1>
${changed === null ? '' : changedHtml(run.id, changed)}
${
  many === 0
    ? ''
    : html`<p>${
        run.dryRun
          ? 'A dry run: nothing is written.'
          : `Each is backed up, merged by ${crmName(run.crm)} and verified as its turn comes. An approval can be taken back until its cluster begins; ${crmName(run.crm)} itself cannot undo a merge.${takeBack === null ? '' : ` ${takeBackCountText(takeBack)}.`}`
      }</p>
<form method="post" action="/runs/${run.id}/review/all">
<input type="hidden" name="set" value="${digest}"><input type="hidden" name="query" value="${query}">
<div class="actions"><button>Approve these ${grouped(many)}</button> <a href="/runs/${run.id}/review${query}">No, back</a></div>
</form>
${namedHtml(run.id, clusters)}`
}
${Object.entries(leftOut)
  .filter(([, ids]) => ids.length > 0)
  .map(
    ([because, ids]) => html`<section><h2>${count(ids.length, 'cluster is', 'clusters are')} left out</h2>
<p>${LEFT_OUT_WORDS[because as LeftOutBecause]}.</p>
${namedHtml(run.id, ids)}</section>`,
  )}`;
}

function namedHtml(run: string, ids: readonly string[]): Html {
  const more = ids.length - MOST_NAMED;
  return html`<p class="note">${ids
    .slice(0, MOST_NAMED)
    .map(
      (id) => html`<a href="/runs/${run}/clusters/${id}"><code>${id.slice(0, 12)}</code></a> `,
    )}${more > 0 ? `and ${grouped(more)} more` : ''}</p>`;
}

function changedHtml(run: string, { added, gone }: NonNullable<ApproveAll['changed']>): Html {
  if (added === null || gone === null) {
    return html`<p class="told bad" role="alert">Nothing was approved: these are others than were counted. What has changed is not known any more. Look again.</p>`;
  }
  return html`<div class="told bad" role="alert"><p>Nothing was approved: these are others than were counted.</p>
${added.length === 0 ? '' : html`<p>${count(added.length, 'cluster has', 'clusters have')} come to it:</p>${namedHtml(run, added)}`}
${gone.length === 0 ? '' : html`<p>${count(gone.length, 'cluster is', 'clusters are')} not among them any more:</p>${namedHtml(run, gone)}`}
${added.length + gone.length === 0 ? html`<p>The same clusters, with other contents.</p>` : ''}</div>`;
}
