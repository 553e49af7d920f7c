import { html } from 'hono/html';
import { fieldWords } from '../../contacts/explain/matched-words.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { Html } from '../kit/html.ts';
import { count, grouped } from '../kit/phrases.ts';
import type { MatchPage } from './match-page.ts';

const MOST_SHOWN = 20;

/** What counts for nothing, what was not compared, and what nothing was learned from. */
export function leftOutSection(page: MatchPage): Html {
  const { generic, cannotMatch, cannotMatchBy, blocks, training, cohesion } = page;
  const rejected = training.filter(({ isTaken }) => !isTaken);
  const skipped = blocks.skipped.toSorted((a, b) => b.records - a.records);
  return html`<section aria-labelledby="left-title">
<h2 id="left-title">What counts for nothing, and what was left out</h2>
${part(
  'Values that say nothing of who somebody is',
  generic.map(
    ({ field, value, records, surnames }) =>
      `${value} (${field}) stands on ${count(records, 'row')}, ${surnames > 0 ? `with ${surnames} or more surnames` : 'a mailbox of a role, or a date for none'}`,
  ),
)}
${part(
  `Rows that hold too little to be matched even with their equal: ${grouped(cannotMatch)}`,
  cannotMatchBy.map(
    ({ holds, rows }) =>
      `${count(rows, 'row')} with ${holds.length === 0 ? 'nothing that is compared' : listed(holds.map(fieldWords))}`,
  ),
)}
${part(
  'Blocks too large to compare, whatever they were split by',
  skipped.map(({ rule, records }) => `${rule}: ${count(records, 'row')}`),
)}
${part('Rules without room in the budget of pairs', blocks.leftOut)}
${part(
  'Rules that taught nothing of people',
  rejected.map(({ rule, pairs }) => `${rule}: ${count(pairs, 'pair')}`),
)}
<p class="note">Two groups join where ${Math.round(100 * cohesion.share)} % of the pairs between them are links; of the pairs in clusters of three or more ${Math.round(100 * cohesion.density)} % are.</p>
</section>`;
}

function part(title: string, lines: readonly string[]): Html | '' {
  if (lines.length === 0) return '';
  const more = lines.length > MOST_SHOWN ? html`<li>and ${grouped(lines.length - MOST_SHOWN)} more</li>` : '';
  return html`<h3>${title}</h3>
<ul>${lines.slice(0, MOST_SHOWN).map((line) => html`<li>${line}</li>`)}${more}</ul>`;
}
