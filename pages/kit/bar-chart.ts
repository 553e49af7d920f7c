import { COLORS, drawChart } from './chart.ts';
import { grouped } from './phrases.ts';

export interface Bars {
  /** Names of the rows, from the top. */
  rows: string[];
  /** One number per row each; they stand behind one another. */
  series: { color: keyof typeof COLORS; values: number[] }[];
}

const ROW = 30;
const LONGEST = 24;

/** Bars that lie, each with its name before it and its sum behind it. */
export function drawBars(name: string, width: number, { rows, series }: Bars): string {
  const names = rows.map((row) => (row.length > LONGEST ? `${row.slice(0, LONGEST - 1)}…` : row));
  const left = 16 + 7.5 * Math.max(...names.map(({ length }) => length));
  const sums = rows.map((_, row) => series.reduce((sum, { values }) => sum + (values[row] ?? 0), 0));
  const size = { width, height: ROW * rows.length + 4 };
  return drawChart(name, size, {
    grid: { left, right: 52, top: 2, bottom: 2, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, max: Math.max(1, ...sums) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { interval: 0, fontSize: 13, margin: 10, color: COLORS.ink },
    },
    series: series.map(({ color, values }, index) => ({
      type: 'bar' as const,
      stack: 'all',
      silent: true,
      barWidth: 16,
      itemStyle: { color: COLORS[color] },
      data: values,
      label: {
        show: index === series.length - 1,
        position: 'right' as const,
        fontSize: 13,
        color: COLORS.ink,
        formatter: ({ dataIndex }: { dataIndex: number }) => grouped(sums[dataIndex] ?? 0),
      },
    })),
  });
}
