import { html } from 'hono/html';
import { drawBars } from '../kit/bar-chart.ts';
import { figure } from '../kit/figure.ts';
import type { Html } from '../kit/html.ts';
import { count, grouped } from '../kit/phrases.ts';
import type { MatchPage } from './match-page.ts';

/** Larger ones are counted together. */
const LARGE = 8;

/** Clusters by band and by how many rows they have. */
export function sizesSection({ sizes }: MatchPage): Html | '' {
  if (sizes.length === 0) return '';
  const rows = rowsOf(sizes);
  const names = rows.map(({ name }) => name);
  return html`<section aria-labelledby="sizes-title">
<h2 id="sizes-title">Clusters by band and size</h2>
${figure({
  name: 'sizes',
  caption: html`<span class="key"><span class="swatch good"></span>auto band: nothing known speaks against them</span> <span class="key"><span class="swatch look"></span>review: a person looks</span>`,
  alt: `Clusters by rows: ${rows.map(({ name, auto, review }) => `${name}: ${grouped(auto)} auto, ${grouped(review)} review`).join('; ')}.`,
  draw: (name, width) =>
    drawBars(name, width, {
      rows: names,
      series: [
        { color: 'good', values: rows.map(({ auto }) => auto) },
        { color: 'look', values: rows.map(({ review }) => review) },
      ],
    }),
  wide: 720,
  table: {
    head: ['Rows', 'Auto band', 'Review'],
    rows: rows.map(({ name, auto, review }) => [name, grouped(auto), grouped(review)]),
  },
})}
</section>`;
}

function rowsOf(sizes: MatchPage['sizes']): { name: string; auto: number; review: number }[] {
  const small = sizes
    .filter(({ rows }) => rows < LARGE)
    .map(({ rows, auto, review }) => ({ name: count(rows, 'row'), auto, review }));
  const large = sizes.filter(({ rows }) => rows >= LARGE);
  if (large.length === 0) return small;
  const sum = (of: 'auto' | 'review'): number => large.reduce((all, one) => all + one[of], 0);
  return [...small, { name: `from ${count(LARGE, 'row')} on`, auto: sum('auto'), review: sum('review') }];
}
