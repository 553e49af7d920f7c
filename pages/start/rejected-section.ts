import { html } from 'hono/html';
import { REJECT_WORDS } from '../../contacts/preview/rejected-text.ts';
import type { Html } from '../kit/html.ts';
import { count, grouped } from '../kit/phrases.ts';
import type { ShownPreview } from './shown-preview.ts';

/** Rows that could not be read: by reason, with their lines. */
export function rejectedSection({ rejectedRows, rejectedGroups, rejected }: ShownPreview, list: string | null): Html {
  if (rejectedRows === 0) return html``;
  const more =
    rejected.length < rejectedRows ? `The first ${grouped(rejected.length)} of ${grouped(rejectedRows)}.` : '';
  return html`<section aria-labelledby="rejected"><h2 id="rejected">Rows that cannot be read</h2>
<p>They are left out, and nothing of them is merged.${list === null ? '' : html` <a href="${list}">All of them as a CSV</a>, each with its line and what is wrong with it.`}</p>
<ul>${rejectedGroups.map(
    ({ column, code, rows, lines }) =>
      html`<li>${count(rows, 'row')}: ${column === null ? '' : `${column}: `}${REJECT_WORDS[code]}, line ${lines.join(', ')}${rows > lines.length ? ', …' : ''}</li>`,
  )}</ul>
<details><summary>Each row</summary>
<p class="note">${more}</p>
<ul>${rejected.map(({ line, column, reason }) => html`<li>Line ${line}: ${column ?? 'it'} ${reason}</li>`)}</ul>
</details></section>`;
}
