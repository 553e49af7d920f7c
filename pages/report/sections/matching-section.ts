import { html } from 'hono/html';
import { fieldWords } from '../../../contacts/explain/matched-words.ts';
import { listed } from '../../../contacts/words/listed.ts';
import type { Html } from '../../kit/html.ts';
import { count } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';

/** By what a matching found clusters, and what of it was compared again; nothing where it found none. */
export function matchingSection({ head: { matching } }: ReportPage): Html | string {
  if (matching === undefined) return '';
  const { clusters, again, not } = matching;
  return html`<section aria-labelledby="matching-title">
<h2 id="matching-title">Found by matching</h2>
<p><strong>${count(clusters, 'cluster')}</strong> of this run ${clusters === 1 ? 'rests' : 'rest'} on a matching, and ${clusters === 1 ? 'is' : 'are'} merged on a person's word alone.
${again.length === 0 ? '' : `Compared again with the backups of each pair: ${listed(again.map(fieldWords))}.`}
${not.length === 0 ? '' : html`<strong>Not compared again, as the CRM does not show it: ${listed(not.map(fieldWords))}.</strong>`}</p>
</section>`;
}
