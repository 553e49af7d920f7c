import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';
import { count, grouped } from '../kit/phrases.ts';
import type { MatchPage } from './match-page.ts';

/** What was found, in five numbers. */
export function headSection(page: MatchPage): Html {
  const { file, rows, auto, review, pairs, lines, cannotMatch, seconds, peakMiB } = page;
  const found = auto.groups + review.clusters;
  const tiles = [
    { name: 'Auto band', value: auto.groups, note: `groups of ${count(auto.records, 'row')}`, tone: 'good' },
    { name: 'Review', value: review.clusters, note: `clusters with ${count(review.records, 'row')}`, tone: 'look' },
    {
      name: 'From the review line on',
      value: pairs.review,
      note: `pairs of ${lines.review.toFixed(1)} bits or more`,
      tone: 'plain',
    },
    {
      name: 'From the auto line on',
      value: pairs.auto,
      note: `pairs of ${lines.auto.toFixed(1)} bits or more`,
      tone: 'plain',
    },
    { name: 'No chance', value: cannotMatch, note: 'rows that hold too little', tone: 'plain' },
  ];
  return html`<header>
<h1>${found === 0 ? `Nobody stands twice in ${file}` : `${count(found, 'person', 'people')} in several rows of ${file}`}</h1>
<p>${count(rows, 'row')}, ${count(pairs.compared, 'pair')} compared, ${seconds.toFixed(1)} s, at most ${grouped(Math.round(peakMiB))} MiB.</p>
${page.autoClosed === null ? '' : html`<p>This file is too ambiguous for an auto band: people in its clusters resemble each other too loosely.</p>`}
<dl class="tiles" aria-label="What was found">${tiles.map(
    ({ name, value, note, tone }) =>
      html`<div class="tile ${value === 0 ? 'plain' : tone}"><dt>${name}</dt><dd><strong>${grouped(value)}</strong><span>${note}</span></dd></div>`,
  )}</dl>
</header>`;
}
