import { html } from 'hono/html';
import { printable } from '../../../contacts/words/printable.ts';
import type { ClusterGroup } from '../../../store/reports/groups.ts';
import { drawBars } from '../../kit/bar-chart.ts';
import { figure } from '../../kit/figure.ts';
import type { Html } from '../../kit/html.ts';
import { grouped } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';

const KINDS = ['good', 'look', 'calm'] as const;
type Kind = (typeof KINDS)[number];

/** Larger clusters are counted together. */
const LARGE = 7;
const MOST_STRATEGIES = 12;

/** Clusters per strategy and per size, and what became of them. */
export function groupsSection({ head: { dryRun }, groups }: ReportPage): Html | '' {
  const names = { good: dryRun ? 'rehearsed' : 'merged', look: 'stopped', calm: 'not touched, or to come' };
  const byStrategy = countBy(groups, ({ strategy }) => printable(strategy)).sort((a, b) => b.sum - a.sum);
  const sizes = countBy(groups, ({ size }) => (size >= LARGE ? `${LARGE} or more` : `${size}`));
  const chart = (name: string, title: string, rows: Row[]): Html =>
    figure({
      name,
      caption: title,
      alt: `${title}: ${rows.map((row) => `${row.name} ${grouped(row.sum)}`).join(', ')}.`,
      draw: (id, width) =>
        drawBars(id, width, {
          rows: rows.map((row) => row.name),
          series: KINDS.map((kind) => ({ color: kind, values: rows.map((row) => row[kind]) })),
        }),
      wide: 460,
      table: {
        head: ['', ...KINDS.map((kind) => names[kind])],
        rows: rows.map((row) => [row.name, ...KINDS.map((kind) => grouped(row[kind]))]),
      },
    });
  if (groups.length === 0) return '';
  return html`<section aria-labelledby="clusters-title">
<h2 id="clusters-title">Clusters of the plan</h2>
<p>A cluster is a set of contacts believed to be one person.</p>
<p class="legend">${KINDS.map(
    (kind) => html`<span class="key"><span class="swatch ${kind}"></span>${names[kind]}</span> `,
  )}</p>
<div class="pair-of">
${chart('strategies', 'Clusters by the rule that chose the contact to keep', byStrategy.slice(0, MOST_STRATEGIES))}
${chart(
  'sizes',
  'Clusters by number of contacts',
  sizes.sort((a, b) => Number.parseInt(a.name, 10) - Number.parseInt(b.name, 10)),
)}
</div>
</section>`;
}

interface Row extends Record<Kind, number> {
  name: string;
  sum: number;
}

function countBy(groups: readonly ClusterGroup[], nameOf: (group: ClusterGroup) => string): Row[] {
  const rows = new Map<string, Row>();
  for (const group of groups) {
    const name = nameOf(group);
    const row = rows.get(name) ?? { name, sum: 0, good: 0, look: 0, calm: 0 };
    row.sum += group.clusters;
    row[kindOf(group)] += group.clusters;
    rows.set(name, row);
  }
  return [...rows.values()];
}

function kindOf({ state }: ClusterGroup): Kind {
  if (state === 'done') return 'good';
  return ['held', 'skipped', 'drifted', 'failed'].includes(state) ? 'look' : 'calm';
}
