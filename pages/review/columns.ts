import { html } from 'hono/html';
import { withNames } from '../../contacts/base/shown/with-names.ts';
import { inOrder } from '../../contacts/explain/side-by-side.ts';
import type { Html } from '../kit/html.ts';
import { crmName } from '../kit/phrases.ts';
import { type AfterCell, afterMerge, afterOf } from './after-merge.ts';
import type { ReviewCard } from './card.ts';
import { type LookedRow, lookedRows, lookSection, unseenWords } from './looked-rows.ts';

/** Lists of a contact base that the one to keep has afterwards of all of them, and what a value of them is called where it is taken over. */
const UNITED = [
  ['locations', 'location'],
  ['tags', 'tag'],
] as const;

/** The contacts beside each other, the one to keep first, and what it will be afterwards as the last column. */
export function columnsSection(card: ReviewCard): Html {
  const { run, known } = card;
  const cluster = known === null ? card.cluster : withNames(card.cluster, known);
  const order = inOrder(cluster);
  const rows = afterMerge({ ...card, cluster, crm: run.crm, united: known === null ? [] : UNITED });
  const named = new Set(rows.map(({ field }) => field));
  const missing = lookedRows(card, named);
  return html`<section aria-labelledby="contacts-title">
<h2 id="contacts-title">The contacts</h2>
<div class="scroll" role="region" tabindex="0" aria-labelledby="contacts-title">
<table class="records">
<thead><tr><th scope="col">Field</th>${order.map(
    ({ id }, at) =>
      html`<th scope="col"${at === 0 ? html` class="kept"` : ''}>${at + 1} <code>${id}</code>${
        at === 0 ? html` <span class="badge good">kept</span>` : html` <span class="badge">merged away</span>`
      }</th>`,
  )}<th scope="col" class="after">After the merge</th></tr></thead>
<tbody>
${rows.map(
  ({ field, differs, values, after }) => html`${rowBegin(field, differs)}
${order.map(({ id }, at) => html`<td${at === 0 ? html` class="kept"` : ''}>${values.get(id) || html`<span class="note">–</span>`}</td>`)}
${afterCell(after)}
</tr>`,
)}
${missing.map(
  ({ field, differs, values }) => html`${rowBegin(field, differs)}
${order.map(({ id }, at) => html`<td${at === 0 ? html` class="kept"` : ''}>${values.get(id) || html`<span class="note">${unseenWords(card, id)}</span>`}</td>`)}
${afterLooked(card, { field, differs, values })}
</tr>`,
)}
</tbody>
</table>
</div>
${missing.length === 0 ? '' : lookSection(card)}
</section>`;
}

function rowBegin(field: string, differs: boolean): Html {
  return html`<tr${differs ? html` class="differs"` : ''}>
<th scope="row">${differs ? html`<span aria-hidden="true">≠ </span><span class="hidden">differs: </span>` : ''}${field}</th>`;
}

/** A telephone number that was looked at may be lost as any value of the file. */
function afterLooked(card: ReviewCard, row: LookedRow): Html {
  const isSeen = row.field === 'phone' && [...row.values.values()].some((value) => value !== '');
  if (isSeen) return afterCell(afterOf(row, { ...card, crm: card.run.crm }));
  return html`<td class="after"><span class="note">as ${crmName(card.run.crm)} has it when it is backed up</span></td>`;
}

function afterCell({ kind, value, because, lost }: AfterCell): Html {
  return html`<td class="after ${kind}">${value === '' ? html`<span class="note">–</span>` : html`<strong>${value}</strong>`}
<span class="note">${because}</span>
${lost.map((one) => html`<span class="lost"><s>${one.value}</s> of ${one.of.join(', ')}: kept in the backup only</span>`)}</td>`;
}
