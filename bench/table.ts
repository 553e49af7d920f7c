import { isMet, type Measurement } from './measurement.ts';

/** Aligned columns: what, how much, the goal and whether it is met. */
export function table(measurements: Measurement[]): string {
  const rows = measurements.map((one) => [one.name, shown(one.value), one.unit, goalText(one), one.note ?? '']);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([name = '', value = '', unit = '', goal = '', note = '']) =>
      [
        name.padEnd(widths[0] ?? 0),
        value.padStart(widths[1] ?? 0),
        unit.padEnd(widths[2] ?? 0),
        goal.padEnd(widths[3] ?? 0),
        note,
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function goalText(one: Measurement): string {
  if (one.goal === undefined) return '';
  const words = 'atLeast' in one.goal ? `≥ ${one.goal.atLeast}` : `≤ ${one.goal.atMost}`;
  return `${words} ${isMet(one) ? 'met' : 'MISSED'}`;
}

function shown(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toPrecision(3);
}
