import { html, raw } from 'hono/html';
import type { Html } from './html.ts';

export interface Figure {
  /** Unique within the page. */
  name: string;
  caption: Html | string;
  /** What the picture shows, for who does not see it. */
  alt: string;
  /** Draws it so many pixels wide: once for a desk, once for a telephone. */
  draw: (name: string, width: number) => string;
  /** From this width on it is drawn. */
  wide: number;
  /** The same numbers: header, then rows. The first column names the row. */
  table: { head: string[]; rows: (string | number)[][] };
}

/** A drawing, its caption, and its numbers as a table. */
export function figure({ name, caption, alt, draw, wide, table }: Figure): Html {
  return html`<figure id="${name}">
  <figcaption>${caption}</figcaption>
  <div class="chart" role="img" aria-label="${alt}">
    <div class="wide">${raw(draw(`${name}-wide`, wide))}</div>
    <div class="narrow">${raw(draw(`${name}-narrow`, 340))}</div>
  </div>
  <details><summary>The same in numbers</summary>
    <table>
      <thead><tr>${table.head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
      <tbody>${table.rows.map(
        ([first, ...others]) =>
          html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
      )}</tbody>
    </table>
  </details>
</figure>`;
}
