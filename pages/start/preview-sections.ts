import { html } from 'hono/html';
import type { Decision } from '../../contacts/plan.ts';
import { diskText, sumOf } from '../../contacts/planning/estimate.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import { printableIn } from '../../contacts/words/printable.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, grouped } from '../kit/phrases.ts';
import { asideSection } from './aside-section.ts';
import { linkTo, numberOf } from './clusters-wanted.ts';
import { decisionsSection } from './decisions-section.ts';
import { previewCharts } from './preview-charts.ts';
import { rejectedSection } from './rejected-section.ts';
import type { ShownEstimate, ShownPreview } from './shown-preview.ts';

/** Where the lists are that numbers of a preview lead to; null: there is none. */
export interface PreviewLists {
  clusters: string | null;
  rejected: string | null;
}

/** What a file would merge, and what that takes. Reasons and columns quote its cells. */
export function previewSections(found: ShownPreview, { clusters, rejected }: PreviewLists): Html {
  const preview = printableIn(found);
  return html`${tiles(preview, clusters)}${previewCharts(preview, clusters)}${strategies(preview, clusters)}${costs(preview, clusters)}${decisionsSection(preview, clusters)}${review(preview, clusters)}${asideSection(preview)}${rejectedSection(preview, rejected)}`;
}

function tiles(preview: ShownPreview, lists: string | null): Html {
  const { rows, contacts, rejectedRows, estimates, readAs, profile, crm } = preview;
  const { auto, review, blocked } = estimates;
  const all: [string, Html, string, Html | string][] = [
    ['Rows', html`<a href="#funnel">${grouped(rows)}</a>`, '', readAs],
    [
      'Contacts',
      html`<a href="#funnel">${grouped(contacts)}</a>`,
      '',
      rejectedRows === 0 ? 'no row is rejected' : html`<a href="#rejected">${count(rejectedRows, 'row')}</a> rejected`,
    ],
    [
      'Clear',
      numberOf(lists, auto.clusters, { decisions: ['auto'] }),
      'good',
      `clusters with one clear winner: ${count(auto.pairs, 'merge')}`,
    ],
    [
      'To look at',
      numberOf(lists, review.clusters, { decisions: ['review'] }),
      'look',
      `clusters that a person decides: ${count(review.pairs, 'merge')}`,
    ],
    [
      'Blocked',
      numberOf(lists, blocked.clusters, { decisions: ['blocked'] }),
      'bad',
      'clusters that may not be merged',
    ],
  ];
  return html`<p>Read as ${readAs}, by the profile ${profile}, for ${crmName(crm)}.</p>
<dl class="tiles">${all.map(
    ([title, number, kind, text]) =>
      html`<div class="tile ${kind}"><dt>${title}</dt><dd><strong>${number}</strong><span>${text}</span></dd></div>`,
  )}</dl>`;
}

function strategies({ strategies: all }: ShownPreview, lists: string | null): Html {
  const met = all.filter(({ auto, review, blocked }) => auto + review + blocked > 0);
  return html`<section aria-labelledby="strategies"><h2 id="strategies">Which rule decides</h2>
<p>A cluster is a group of contacts that are believed to be one person. One of them is kept: by the first rule that leaves one.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Clusters by rule">
<table><thead><tr><th scope="col">Rule</th><th scope="col">It keeps the one</th><th scope="col" class="number">Clear</th><th scope="col" class="number">To look at</th><th scope="col" class="number">Blocked</th></tr></thead>
<tbody>${met.map(
    ({ strategy, keeps, ...counts }) =>
      html`<tr><th scope="row">${strategy}</th><td>${keeps}</td>${(['auto', 'review', 'blocked'] as const).map(
        (decision) =>
          html`<td class="number">${numberOf(lists, counts[decision], { decisions: [decision], strategy })}</td>`,
      )}</tr>`,
  )}</tbody></table></div></section>`;
}

function costs({ estimates: { auto, review } }: ShownPreview, lists: string | null): Html {
  const both = sum(auto, review);
  const rows: [string, ShownEstimate, Decision[]][] = [
    ['Clear clusters alone', auto, ['auto']],
    ['With those to look at', both, ['auto', 'review']],
  ];
  return html`<section aria-labelledby="costs"><h2 id="costs">What a run will take</h2>
<p>Tickets are those that the file counts; disk, calls and time are reckoned from them. Attachments, and the messages of conversations, are known only when they are backed up: they come on top.</p>
<div class="scroll" role="region" tabindex="0" aria-label="What a run will take">
<table><thead><tr><th scope="col">Of</th><th scope="col" class="number">Merges</th><th scope="col" class="number">Tickets backed up</th><th scope="col" class="number">Disk</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Time at the budget of calls</th></tr></thead>
<tbody>${rows.map(
    ([title, { pairs, tickets, bytes, calls, seconds }, decisions]) =>
      html`<tr><th scope="row">${title}</th><td class="number">${numberOf(lists, pairs, { decisions })}</td><td class="number">${grouped(tickets)}</td><td class="number">${diskText(bytes)}</td><td class="number">${grouped(calls)}</td><td class="number">${seconds === 0 ? 'no limit is set' : durationText(seconds * 1000)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function sum(a: ShownEstimate, b: ShownEstimate): ShownEstimate {
  return { ...sumOf(a, b), seconds: a.seconds + b.seconds };
}

function review({ review: some, estimates }: ShownPreview, lists: string | null): Html {
  const all = estimates.review.clusters;
  if (all === 0) return html``;
  const more = some.length < all ? `The first ${grouped(some.length)} of ${grouped(all)}.` : '';
  return html`<section aria-labelledby="look"><h2 id="look">What a person decides, and why</h2>
<details><summary>${count(all, 'cluster')}</summary>
<p class="note">${more} ${lists === null ? '' : linkTo(lists, { decisions: ['review'] }, { n: all, text: 'As a list' })}</p>
<ul>${some.map(
    ({ primary, duplicates, reason }) => html`<li>${duplicates.join(', ')} into ${primary}: ${reason}</li>`,
  )}</ul></details></section>`;
}
