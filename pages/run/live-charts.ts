import { WAITS_FOR_PERSON } from '../../store/pair-states.ts';
import { drawBars } from '../kit/bar-chart.ts';
import { COLORS, categoryAxis, drawChart } from '../kit/chart.ts';
import { drawing, figure } from '../kit/figure.ts';
import type { Html } from '../kit/html.ts';
import { count, grouped } from '../kit/phrases.ts';

/** Of clusters and pairs. */
const LOOK: string[] = [...WAITS_FOR_PERSON, 'drifted', 'skipped', 'failed', 'undecided'];
const GOOD = ['done', 'would-merge', 'settled-merged'];

/** Where clusters or pairs stand, as bars; the table of the same numbers stands below. */
export function statesChart(name: string, things: string, byState: Record<string, number>): Html {
  const rows = Object.entries(byState);
  const only = (isOf: (state: string) => boolean): number[] => rows.map(([state, n]) => (isOf(state) ? n : 0));
  const draw = (id: string, width: number): string =>
    drawBars(id, width, {
      rows: rows.map(([state]) => state),
      series: [
        { color: 'good', values: only((state) => GOOD.includes(state)) },
        { color: 'look', values: only((state) => LOOK.includes(state)) },
        { color: 'calm', values: only((state) => !GOOD.includes(state) && !LOOK.includes(state)) },
      ],
    });
  const alt = `${things} by state: ${rows.map(([state, n]) => `${grouped(n)} ${state}`).join(', ')}`;
  return drawing({ name, alt, draw, wide: 460 });
}

const HEIGHT = 150;

/** How many pairs went well in each of the last minutes, the oldest first; nothing where none did. */
export function minutesChart(byMinute: readonly number[], dryRun: boolean): Html | '' {
  const all = byMinute.reduce((sum, n) => sum + n, 0);
  if (all === 0) return '';
  const ago = (at: number): string => `${byMinute.length - at} min`;
  const done = dryRun ? 'rehearsed' : 'merged';
  return figure({
    name: 'minutes',
    caption: `Pairs ${done} in each of the last ${count(byMinute.length, 'minute')}`,
    alt: `${count(all, 'pair')} ${done} in the last ${count(byMinute.length, 'minute')}, ${grouped(Math.max(...byMinute))} in the busiest one`,
    draw: (name, width) => drawMinutes(name, width, { byMinute, ago }),
    wide: 960,
    table: { head: ['Ago', 'Pairs'], rows: byMinute.map((n, at) => [ago(at), grouped(n)]) },
  });
}

function drawMinutes(
  name: string,
  width: number,
  { byMinute, ago }: { byMinute: readonly number[]; ago: (at: number) => string },
): string {
  const soft = { color: COLORS.soft, fontSize: 12 };
  return drawChart(
    name,
    { width, height: HEIGHT },
    {
      grid: { left: 40, right: 20, top: 10, bottom: 26, outerBoundsMode: 'none' },
      xAxis: categoryAxis(byMinute.map((_, at) => ago(at))),
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        axisLabel: soft,
        splitLine: { lineStyle: { color: COLORS.line } },
      },
      series: [
        {
          type: 'bar',
          silent: true,
          barMaxWidth: 24,
          itemStyle: { color: COLORS.good },
          data: [...byMinute],
        },
      ],
    },
  );
}
