import { html } from 'hono/html';
import { drawBars } from '../../kit/bar-chart.ts';
import { figure } from '../../kit/figure.ts';
import type { Html } from '../../kit/html.ts';
import { grouped } from '../../kit/phrases.ts';
import { mainRelation } from '../nouns.ts';
import type { ReportPage } from '../report-page.ts';

/** How many pairs came how far. */
export function funnelSection(page: ReportPage): Html {
  const steps = stepsOf(page);
  return html`<section aria-labelledby="funnel-title">
<h2 id="funnel-title">How far the pairs came</h2>
${figure({
  name: 'funnel',
  caption: page.head.dryRun
    ? 'Pairs of the plan, from found to rehearsed. A dry run ends before a merge is sent.'
    : `Pairs of the plan, from found to verified. Merged means that the CRM says so; verified, that all ${mainRelation(page.description).noun.many} were found afterwards.`,
  alt: `Pairs: ${steps.map(([name, n]) => `${grouped(n)} ${name}`).join(', ')}.`,
  draw: (name, width) =>
    drawBars(name, width, {
      rows: steps.map(([step]) => step),
      series: [{ color: 'good', values: steps.map(([, n]) => n) }],
    }),
  wide: 460,
  table: { head: ['Step', 'Pairs'], rows: steps.map(([name, n]) => [name, grouped(n)]) },
})}
</section>`;
}

function stepsOf({ head: { counts, dryRun }, journal }: ReportPage): [string, number][] {
  const begin: [string, number][] = [
    ['identified', counts.identified],
    ['approved', counts.approved],
  ];
  if (dryRun) return [...begin, ['would be merged', counts.wouldMerge]];
  return [
    ...begin,
    ['attempted', counts.attempted],
    ['merged', Math.max(journal.merged, counts.succeeded)],
    ['verified', counts.succeeded],
  ];
}
