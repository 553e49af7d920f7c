import { html } from 'hono/html';
import type { Html } from './html.ts';
import { count, grouped } from './phrases.ts';

export interface DataTable {
  /** Unique within the page. */
  name: string;
  caption: string;
  head: string[];
  /** Rows of `<td>` elements. */
  rows: Html[];
  /** How many there are in all, and the file that has them. */
  total: number;
  file: string;
}

/** A long table with a field that filters it, for which see filter-script.ts. Without scripts the field stays hidden. */
export function dataTable({ name, caption, head, rows, total, file }: DataTable): Html {
  const more =
    total > rows.length
      ? `The first ${grouped(rows.length)} of ${count(total, 'row')}; all are in ${file}.`
      : `${count(total, 'row')}, the same as in ${file}.`;
  return html`<div class="filter" hidden>
<label for="${name}-filter">Filter</label>
<input id="${name}-filter" type="search" autocomplete="off" spellcheck="false" data-table="${name}">
<output for="${name}-filter"></output>
</div>
<p class="note">${more}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table id="${name}">
<caption>${caption}</caption>
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>`;
}
