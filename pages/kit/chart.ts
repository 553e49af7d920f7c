import { createRequire } from 'node:module';
import type { EChartsOption } from 'echarts';

export interface ChartSize {
  width: number;
  height: number;
}

/** Colours are the page's own: the same drawing fits light, dark and print. */
export const COLORS = {
  good: 'var(--good)',
  look: 'var(--look)',
  bad: 'var(--bad)',
  calm: 'var(--calm)',
  ink: 'var(--ink)',
  soft: 'var(--soft)',
  line: 'var(--line)',
} as const;

const require = createRequire(import.meta.url);

/** One file instead of six hundred, loaded for the first chart: who draws none does without it and its memory. Node keeps it. */
function echarts(): typeof import('echarts') {
  return require('echarts/dist/echarts.min.js') as typeof import('echarts');
}

/** Draws a chart as SVG, without a browser. `name` is unique within the page. */
export function drawChart(name: string, { width, height }: ChartSize, option: EChartsOption): string {
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return tidy(svg, name);
}

/** Takes out what is meant for a live chart, and gives ids that depend on nothing but the page. */
function tidy(svg: string, name: string): string {
  return svg
    .replaceAll(/<style\s*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (ecmeta_\w+|class|pointer-events)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, `${name}-`)
    .replace(
      /^<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>/,
      '<svg viewBox="0 0 $1 $2" aria-hidden="true" focusable="false">',
    )
    .replace(/<rect [^>]*fill="none"[^>]*><\/rect>\n?/, '');
}

/** The lower axis of a chart of bars: a name under each, as far as there is room for it. */
export function categoryAxis(data: string[]): object {
  return {
    type: 'category',
    data,
    axisLine: { lineStyle: { color: COLORS.line } },
    axisTick: { show: false },
    axisLabel: { color: COLORS.soft, fontSize: 12, hideOverlap: true },
  };
}
