import { html } from 'hono/html';
import { COLORS, categoryAxis, drawChart } from '../kit/chart.ts';
import { figure } from '../kit/figure.ts';
import type { Html } from '../kit/html.ts';
import { grouped } from '../kit/phrases.ts';
import type { MatchPage } from './match-page.ts';

const HEIGHT = 240;
/** Bits beside the two lines that are drawn. */
const BELOW = 20;
const ABOVE = 30;

type Histogram = Pick<MatchPage, 'histogram' | 'lines'>;

/** How many pairs have which weight, with the two lines. */
export function histogramSection({ histogram, lines }: MatchPage): Html | '' {
  const shown = barsOf({ histogram, lines });
  if (shown.length === 0) return '';
  return html`<section aria-labelledby="histogram-title">
<h2 id="histogram-title">Pairs by weight</h2>
${figure({
  name: 'histogram',
  caption: `Each bit doubles the odds that two rows are one person. From ${lines.review.toFixed(1)} bits on that is more likely than not (review); from ${lines.auto.toFixed(1)} on a pair may be in the auto band. Bars grow with the logarithm.`,
  alt: `Pairs by weight from ${shown[0]?.bits} to ${shown.at(-1)?.bits} bits; the review line is at ${lines.review.toFixed(1)}, the auto line at ${lines.auto.toFixed(1)}.`,
  draw: (name, width) => drawHistogram(name, width, { histogram: shown, lines }),
  wide: 960,
  table: { head: ['Bits', 'Pairs'], rows: shown.map(({ bits, pairs }) => [String(bits), grouped(pairs)]) },
})}
</section>`;
}

/** One bar for each bit, also where there is no pair. */
function barsOf({ histogram, lines }: Histogram): MatchPage['histogram'] {
  const near = histogram.filter(({ bits }) => bits >= lines.review - BELOW && bits <= lines.auto + ABOVE);
  const pairs = new Map(near.map((one) => [one.bits, one.pairs]));
  const [from, to] = [Math.min(...pairs.keys()), Math.max(...pairs.keys())];
  if (pairs.size === 0) return [];
  return Array.from({ length: to - from + 1 }, (_, at) => ({ bits: from + at, pairs: pairs.get(from + at) ?? 0 }));
}

function drawHistogram(name: string, width: number, { histogram, lines }: Histogram): string {
  const line = (bits: number, label: string): object => ({
    xAxis: String(Math.floor(bits)),
    label: { formatter: label, color: COLORS.ink, fontSize: 12 },
  });
  const first = histogram[0]?.bits ?? 0;
  const last = histogram.at(-1)?.bits ?? 0;
  const within = (bits: number): boolean => Math.floor(bits) >= first && Math.floor(bits) <= last;
  return drawChart(
    name,
    { width, height: HEIGHT },
    {
      grid: { left: 8, right: 8, top: 28, bottom: 26, outerBoundsMode: 'none' },
      xAxis: categoryAxis(histogram.map(({ bits }) => String(bits))),
      yAxis: { type: 'value', show: false },
      series: [
        {
          type: 'bar',
          silent: true,
          barCategoryGap: '12%',
          data: histogram.map(({ bits, pairs }) => ({
            value: Math.log1p(pairs),
            itemStyle: { color: COLORS[toneOf(bits, lines)] },
          })),
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: COLORS.ink, type: [5, 4], width: 1.5 },
            data: [
              ...(within(lines.review) ? [line(lines.review, 'review')] : []),
              ...(within(lines.auto) ? [line(lines.auto, 'auto')] : []),
            ] as [],
          },
        },
      ],
    },
  );
}

function toneOf(bits: number, { review, auto }: MatchPage['lines']): 'calm' | 'look' | 'good' {
  if (bits >= Math.floor(auto)) return 'good';
  return bits >= Math.floor(review) ? 'look' : 'calm';
}
