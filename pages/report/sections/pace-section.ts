import { html } from 'hono/html';
import { nounFor } from '../../../contacts/words/counted.ts';
import { COLORS, categoryAxis, drawChart } from '../../kit/chart.ts';
import { figure } from '../../kit/figure.ts';
import type { Html } from '../../kit/html.ts';
import { count, dateTime, rounded } from '../../kit/phrases.ts';
import { type Pace, paceOf } from '../pace.ts';
import type { ReportPage } from '../report-page.ts';

const HEIGHT = 190;
/** A limit so far above what happened is said, not drawn: the bars would vanish below it. */
const FAR_ABOVE = 5;

/** How fast it went, beside what the CRM's rate limit allows. */
export function paceSection({ head, summary, journal, rateLimit }: ReportPage): Html {
  const pace = paceOf({ finishedAt: journal.finishedAt, rateLimit, calls: summary.calls });
  const done = head.dryRun ? 'rehearsed' : 'merged';
  return html`<section aria-labelledby="pace-title">
<h2 id="pace-title">Pairs per minute</h2>
${pace === null ? html`<p>No pair was ${done}, so there is no pace to show.</p>` : chartOf(pace, done, limitText(pace, rateLimit))}
</section>`;
}

function limitText({ ceiling, callsPerPair }: Pace, rateLimit: ReportPage['rateLimit']): string {
  if (rateLimit === null || ceiling === null) return 'No rate limit is set.';
  const limit = `${count(rateLimit.calls, 'call')} in ${rateLimit.windowMs / 1000} s`;
  return `The rate limit is ${limit}. At about ${count(Math.round(callsPerPair), 'call')} per pair, backups included, that allows ${rounded(ceiling)} ${nounFor(ceiling, 'pair')} per minute.`;
}

function chartOf(pace: Pace, done: string, limit: string): Html {
  const { buckets, average, ceiling } = pace;
  const peak = Math.max(...buckets.map(({ perMinute }) => perMinute));
  const drawn = ceiling !== null && ceiling < FAR_ABOVE * peak ? ceiling : null;
  const first = buckets[0]?.at ?? '';
  return figure({
    name: 'pace',
    caption: html`Pairs ${done} per minute, from ${dateTime(first)} on: ${rounded(average)} on average. ${limit}${
      drawn === null ? '' : html`<br><span class="key"><span class="swatch limit"></span>what the limit allows</span>`
    }`,
    alt: `Pairs per minute over time: ${rounded(average)} on average, ${rounded(peak)} at most. ${limit}`,
    draw: (name, width) => drawPace(name, width, pace, drawn),
    wide: 960,
    table: {
      head: ['From (UTC)', 'Pairs per minute'],
      rows: buckets.map(({ at, perMinute }) => [clock(at, pace), rounded(perMinute)]),
    },
  });
}

function drawPace(name: string, width: number, pace: Pace, ceiling: number | null): string {
  const { buckets } = pace;
  const soft = { color: COLORS.soft, fontSize: 12 };
  return drawChart(
    name,
    { width, height: HEIGHT },
    {
      grid: { left: 40, right: 20, top: 10, bottom: 26, outerBoundsMode: 'none' },
      xAxis: categoryAxis(buckets.map(({ at }) => clock(at, pace))),
      yAxis: {
        type: 'value',
        max: ({ max }: { max: number }) => niceAbove(Math.max(max, ceiling ?? 0)),
        splitNumber: 4,
        axisLabel: { ...soft, formatter: (value: number) => rounded(value) },
        splitLine: { lineStyle: { color: COLORS.line } },
      },
      series: [
        {
          type: 'bar',
          silent: true,
          barCategoryGap: '18%',
          barMaxWidth: 36,
          itemStyle: { color: COLORS.good },
          data: buckets.map(({ perMinute }) => perMinute),
          ...(ceiling === null
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  label: { show: false },
                  lineStyle: { color: COLORS.ink, type: [5, 4], width: 1.5 },
                  data: [{ yAxis: ceiling }],
                },
              }),
        },
      ],
    },
  );
}

/** The next of 1, 2, 4, 5 or 10 times a power of ten: its quarters are short numbers. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 8, 10].find((step) => step * power >= value * 1.02) ?? 12);
}

function clock(at: string, { bucketMs }: Pace): string {
  if (bucketMs < 60_000) return at.slice(11, 19);
  if (bucketMs < 3_600_000) return at.slice(11, 16);
  return bucketMs < 86_400_000 ? `${at.slice(5, 10)} ${at.slice(11, 16)}` : at.slice(5, 10);
}
