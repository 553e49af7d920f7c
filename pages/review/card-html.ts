import { html } from 'hono/html';
import { headLines } from '../../contacts/base/shown/head-lines.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName } from '../kit/phrases.ts';
import type { ReviewCard, Told } from './card.ts';
import { columnsSection } from './columns.ts';
import { decideForms, keysHelp } from './decide-forms.ts';
import { whySection } from './why-section.ts';

/** One cluster a screen. */
export function cardHtml(card: ReviewCard): Html {
  const { cluster, run, queue, query } = card;
  const { email, members } = cluster;
  const at = (id: string): string => `/runs/${run.id}/clusters/${id}${query}`;
  return html`<p class="kind"><a href="/runs/${run.id}">Run ${run.id}</a>, ${run.dryRun ? 'dry run, ' : ''}${crmName(run.crm)} organization ${printable(run.org)}</p>
<h1>Are these ${members.length} one person?</h1>
<p><code>${cluster.id}</code>${email === '' ? '' : html`, with ${printable(email)}`}</p>
${headHtml(card)}
${card.told === null ? '' : toldHtml(card, card.told)}
<nav class="actions" aria-label="Queue">
<a href="/runs/${run.id}/review${query}">${count(queue.waiting, 'cluster')} to decide</a>
${queue.before === null ? '' : html`<a href="${at(queue.before)}" data-key="ArrowLeft" rel="prev">← Before</a>`}
${queue.behind === null ? '' : html`<a href="${at(queue.behind)}" data-key="ArrowRight" rel="next">Next →</a>`}
<button type="button" class="plain" data-show-keys hidden>Keys: ?</button>
</nav>
${columnsSection(card)}
<div class="beside">
${decideForms(card)}
${whySection(card)}
</div>
${keysHelp()}`;
}

/** Of a contact base: the phone first, then places, last touches and what is refused. */
function headHtml({ cluster, known, changedKeys = 0 }: ReviewCard): Html | '' {
  if (known === null) return '';
  const [phone = '', ...lines] = headLines(cluster, known);
  return html`<section class="head" aria-label="At first sight"><p><strong>${printable(phone)}</strong></p>
<ul>${lines.map((line) => html`<li>${printable(line.trim())}</li>`)}</ul>${
    changedKeys === 0
      ? ''
      : html`<p class="told look">Numbers of ${count(changedKeys, 'contact')} are read otherwise than before, by another library or region: preview shows whose</p>`
  }</section>`;
}

function toldHtml({ run, query }: ReviewCard, { text, tone, undo }: Told): Html {
  return html`<div class="told ${tone}" role="status"><p>${printable(text)}</p>${
    undo === null
      ? ''
      : html`<form method="post" action="/runs/${run.id}/clusters/${undo.cluster}/decide" data-key="u">
<input type="hidden" name="shown" value="${undo.tag}"><input type="hidden" name="query" value="${query}">
<button class="second" name="word" value="undo"><kbd>U</kbd> Take it back</button> <a href="/runs/${run.id}/clusters/${undo.cluster}">Look at it</a></form>`
  }</div>`;
}
