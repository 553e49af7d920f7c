import { html, raw } from 'hono/html';
import type { Html } from './html.ts';

export interface Drawing {
  /** Unique within the page. */
  name: string;
  /** What the picture shows, for who does not see it. */
  alt: string;
  /** Draws it so many pixels wide: once for a desk, once for a telephone. */
  draw: (name: string, width: number) => string;
  /** How wide it is on a desk. */
  wide: number;
}

export interface Figure extends Drawing {
  caption: Html | string;
  /** The same numbers: header, then rows. The first column names the row. */
  table: { head: string[]; rows: (Html | string | number)[][] };
}

/** A drawing, its caption, and its numbers as a table. */
export function figure({ caption, table, ...drawn }: Figure): Html {
  return html`<figure id="${drawn.name}">
  <figcaption>${caption}</figcaption>
  ${drawing(drawn)}
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

/** A drawing alone, where its numbers stand beside it. */
export function drawing({ name, alt, draw, wide }: Drawing): Html {
  return html`<div class="chart" role="img" aria-label="${alt}">
    <div class="wide">${raw(draw(`${name}-wide`, wide))}</div>
    <div class="narrow">${raw(draw(`${name}-narrow`, 340))}</div>
  </div>`;
}
