import { html } from 'hono/html';
import { counted } from '../../contacts/words/counted.ts';
import { drawBars } from '../kit/bar-chart.ts';
import { figure } from '../kit/figure.ts';
import type { Html } from '../kit/html.ts';
import { grouped } from '../kit/phrases.ts';
import { type ClustersWanted, DECISION_NAMES, numberOf } from './clusters-wanted.ts';
import type { ShownPreview } from './shown-preview.ts';

/** Larger clusters are counted together. */
const LARGE = 7;
const KINDS = ['auto', 'review', 'blocked'] as const;
const COLOR = { auto: 'good', review: 'look', blocked: 'bad' } as const;

/** How many of the file's rows end as a contact that is merged away, and how large the clusters are. */
export function previewCharts(preview: ShownPreview, lists: string | null): Html {
  return html`<div class="pair-of">
<section aria-labelledby="funnel-title"><h2 id="funnel-title">From rows to merges</h2>${funnel(preview, lists)}</section>
<section aria-labelledby="sizes-title"><h2 id="sizes-title">How large the clusters are</h2>${sizes(preview, lists)}</section>
</div>`;
}

function funnel({ rows, contacts, estimates: { auto, review, blocked } }: ShownPreview, lists: string | null): Html {
  const inClusters = [auto, review, blocked].reduce((sum, one) => sum + one.clusters + one.pairs, 0);
  const steps: [string, number, ClustersWanted?][] = [
    ['rows', rows],
    ['contacts', contacts],
    ['in a cluster', inClusters, {}],
    ['may be merged away', auto.pairs + review.pairs, { decisions: ['auto', 'review'] }],
    ['clearly', auto.pairs, { decisions: ['auto'] }],
  ];
  return figure({
    name: 'funnel',
    caption:
      'Of the rows of the file: contacts, those of them that share a cluster with another one, those that would be merged into another one, and those of which the rules are sure.',
    alt: steps.map(([name, n]) => `${grouped(n)} ${name}`).join(', '),
    draw: (name, width) =>
      drawBars(name, width, {
        rows: steps.map(([step]) => step),
        series: [{ color: 'good', values: steps.map(([, n]) => n) }],
      }),
    wide: 460,
    table: {
      head: ['Step', 'Number'],
      rows: steps.map(([name, n, of]) => [name, of === undefined ? grouped(n) : numberOf(lists, n, of)]),
    },
  });
}

function sizes({ sizes: all }: ShownPreview, lists: string | null): Html {
  const large = all.filter(({ size }) => size >= LARGE);
  const sum = (kind: (typeof KINDS)[number]): number => large.reduce((total, one) => total + one[kind], 0);
  const rows: ({ name: string; of: ClustersWanted } & Record<(typeof KINDS)[number], number>)[] = [
    ...all
      .filter(({ size }) => size < LARGE)
      .map((one) => ({ name: counted(one.size, 'contact'), of: { size: one.size }, ...one })),
    ...(large.length === 0
      ? []
      : [
          {
            name: `${LARGE} or more`,
            of: { least: LARGE },
            ...{ auto: sum('auto'), review: sum('review'), blocked: sum('blocked') },
          },
        ]),
  ];
  if (rows.length === 0) return html`<p>There is none: no two contacts are one person.</p>`;
  return figure({
    name: 'sizes',
    caption: html`Clusters by number of contacts: ${KINDS.map(
      (kind) => html`<span class="key"><span class="swatch ${COLOR[kind]}"></span>${DECISION_NAMES[kind]}</span> `,
    )}`,
    alt: rows
      .map((row) => `${row.name}: ${KINDS.map((kind) => `${grouped(row[kind])} ${DECISION_NAMES[kind]}`).join(', ')}`)
      .join('; '),
    draw: (name, width) =>
      drawBars(name, width, {
        rows: rows.map(({ name: row }) => row),
        series: KINDS.map((kind) => ({ color: COLOR[kind], values: rows.map((row) => row[kind]) })),
      }),
    wide: 460,
    table: {
      head: ['Contacts', ...KINDS.map((kind) => DECISION_NAMES[kind])],
      rows: rows.map((row) => [
        row.name,
        ...KINDS.map((kind) => numberOf(lists, row[kind], { decisions: [kind], ...row.of })),
      ]),
    },
  });
}
