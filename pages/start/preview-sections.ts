import { html } from 'hono/html';
import { diskText, sumOf } from '../../contacts/planning/estimate.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, grouped } from '../kit/phrases.ts';
import { asideSection } from './aside-section.ts';
import { decisionsSection } from './decisions-section.ts';
import { previewCharts } from './preview-charts.ts';
import { rejectedSection } from './rejected-section.ts';
import type { ShownEstimate, ShownPreview } from './shown-preview.ts';

/** What a file would merge, and what that takes. */
export function previewSections(preview: ShownPreview): Html {
  return html`${tiles(preview)}${previewCharts(preview)}${strategies(preview)}${costs(preview)}${decisionsSection(preview)}${review(preview)}${asideSection(preview)}${rejectedSection(preview)}`;
}

function tiles(preview: ShownPreview): Html {
  const { rows, contacts, rejectedRows, estimates, readAs, profile, crm } = preview;
  const { auto, review, blocked } = estimates;
  const all: [string, number, string, string, string][] = [
    ['Rows', rows, '', readAs, 'funnel'],
    [
      ...(['Contacts', contacts, ''] as const),
      rejectedRows === 0 ? 'no row is rejected' : `${count(rejectedRows, 'row')} rejected`,
      rejectedRows === 0 ? 'funnel' : 'rejected',
    ],
    ['Clear', auto.clusters, 'good', `clusters with one clear winner: ${count(auto.pairs, 'merge')}`, 'strategies'],
    [
      'To look at',
      review.clusters,
      'look',
      `clusters that a person decides: ${count(review.pairs, 'merge')}`,
      review.clusters === 0 ? 'strategies' : 'look',
    ],
    ['Blocked', blocked.clusters, 'bad', 'clusters that may not be merged', 'strategies'],
  ];
  return html`<p>Read as ${readAs}, by the profile ${profile}, for ${crmName(crm)}.</p>
<dl class="tiles">${all.map(
    ([title, number, kind, text, at]) =>
      html`<div class="tile ${kind}"><dt>${title}</dt><dd><strong><a href="#${at}">${grouped(number)}</a></strong><span>${text}</span></dd></div>`,
  )}</dl>`;
}

function strategies({ strategies: all }: ShownPreview): Html {
  const met = all.filter(({ auto, review, blocked }) => auto + review + blocked > 0);
  return html`<section aria-labelledby="strategies"><h2 id="strategies">Which rule decides</h2>
<p>A cluster is a group of contacts that are believed to be one person. One of them is kept: by the first rule that leaves one.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Clusters by rule">
<table><thead><tr><th scope="col">Rule</th><th scope="col">It keeps the one</th><th scope="col" class="number">Clear</th><th scope="col" class="number">To look at</th><th scope="col" class="number">Blocked</th></tr></thead>
<tbody>${met.map(
    ({ strategy, keeps, auto, review: looked, blocked }) =>
      html`<tr><th scope="row">${strategy}</th><td>${keeps}</td><td class="number">${grouped(auto)}</td><td class="number">${looked === 0 ? '0' : html`<a href="#look">${grouped(looked)}</a>`}</td><td class="number">${grouped(blocked)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function costs({ estimates: { auto, review } }: ShownPreview): Html {
  const both = sum(auto, review);
  const rows: [string, ShownEstimate][] = [
    ['Clear clusters alone', auto],
    ['With those to look at', both],
  ];
  return html`<section aria-labelledby="costs"><h2 id="costs">What a run will take</h2>
<p>Attachments, and the messages of conversations, are known only when they are backed up: they come on top.</p>
<div class="scroll" role="region" tabindex="0" aria-label="What a run will take">
<table><thead><tr><th scope="col">Of</th><th scope="col" class="number">Merges</th><th scope="col" class="number">Tickets backed up</th><th scope="col" class="number">Disk</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Time at the budget of calls</th></tr></thead>
<tbody>${rows.map(
    ([title, { pairs, tickets, bytes, calls, seconds }]) =>
      html`<tr><th scope="row">${title}</th><td class="number">${grouped(pairs)}</td><td class="number">${grouped(tickets)}</td><td class="number">${diskText(bytes)}</td><td class="number">${grouped(calls)}</td><td class="number">${seconds === 0 ? 'no limit is set' : durationText(seconds * 1000)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function sum(a: ShownEstimate, b: ShownEstimate): ShownEstimate {
  return { ...sumOf(a, b), seconds: a.seconds + b.seconds };
}

function review({ review: some, estimates }: ShownPreview): Html {
  const all = estimates.review.clusters;
  if (all === 0) return html``;
  const more = some.length < all ? `The first ${grouped(some.length)} of ${grouped(all)}.` : '';
  return html`<section aria-labelledby="look"><h2 id="look">What a person decides, and why</h2>
<details><summary>${count(all, 'cluster')}</summary>
<p class="note">${more}</p>
<ul>${some.map(
    ({ primary, duplicates, reason }) => html`<li>${duplicates.join(', ')} into ${primary}: ${reason}</li>`,
  )}</ul></details></section>`;
}
