import { html } from 'hono/html';
import { TAKE_BACK_WORDS } from '../../../contacts/base/shown/take-back-text.ts';
import { printable } from '../../../contacts/words/printable.ts';
import type { CrmDescription } from '../../../crm/crm.ts';
import { proofText } from '../../../store/reports/proof-text.ts';
import type { ReportPair } from '../../../store/reports/types.ts';
import { dataTable } from '../../kit/data-table.ts';
import type { Html } from '../../kit/html.ts';
import { shortTime } from '../../kit/phrases.ts';
import { capital, hadText, mainRelation } from '../nouns.ts';
import type { ReportPage } from '../report-page.ts';
import { RESULTS } from '../results.ts';

/** What happened to each pair. */
export function pairsSection({ summary: { shown, total }, description }: ReportPage): Html {
  const main = mainRelation(description);
  const { one, many } = main.noun;
  return html`<section aria-labelledby="pairs-title">
<h2 id="pairs-title">Pair by pair</h2>
${
  total === 0
    ? html`<p>No cluster was approved, so there are no pairs to list.</p>`
    : html`<p>${capital(many)}: how many the two contacts ${hadText(main)}, the one merged away and the one kept, and how many the kept one has now. A ${one} that both ${hadText(main)} is one ${one}, so the last number can be less than the sum.</p>
${dataTable({
  name: 'pairs',
  caption: 'Every pair of the approved clusters',
  head: ['Merged away', 'Kept', 'What happened', capital(many), 'Proof', 'Chosen by', 'When (UTC)'],
  rows: shown.map((pair) => pairRow(pair, description)),
  total,
  file: 'merges.csv',
})}`
}
</section>`;
}

function pairRow(pair: ReportPair, description: CrmDescription): Html {
  const { many } = mainRelation(description).noun;
  const { duplicate, primary, result, reason, otherRun, relations, proof, strategy, doneAt, takeBack } = pair;
  const { text, tone } = RESULTS[result];
  const note = reason === null ? (otherRun === null ? null : `run ${otherRun}`) : printable(reason);
  return html`<tr><th scope="row">${duplicate}</th><td class="short">${primary}</td><td><span class="badge ${tone}">${text}</span>${
    note === null ? '' : html` <span class="note">${note}</span>`
  }${takeBack === undefined ? '' : html` <span class="note">${TAKE_BACK_WORDS[takeBack]}</span>`}</td><td class="short">${sizesText(relations[many])}</td><td>${proof === null ? '' : proofText(proof, description.relations)}</td><td>${printable(strategy)}</td><td class="short">${
    doneAt === null ? '' : shortTime(doneAt)
  }</td></tr>
`;
}

/** Of the contact that is merged away, of the one that is kept, and of the one that is left. */
function sizesText({ before, after }: ReportPair['relations'][string] = { before: null, after: null }): string {
  if (before === null) return '';
  const sets = `${before.duplicate} and ${before.primary}`;
  return after === null ? sets : `${sets}, now ${after.primary}`;
}
