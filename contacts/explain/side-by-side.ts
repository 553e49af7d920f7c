import type { PlanCluster, PlanMember } from '../plan.ts';
import { columnsOf, wrapText } from '../words/wrap-text.ts';
import { type MemberRow, memberRows } from './member-rows.ts';

const LABEL = 18;
/** A column is no narrower, so that an id stands on one line. */
const LEAST = 18;

/**
 * The contacts of a cluster beside each other, the one to keep first, with a number each; `≠` marks what is not the same in all. Where they do
 * not fit, more columns stand below, beside the one to keep again. It shows contact data: for the terminal of who owns them.
 */
export function sideBySide(cluster: PlanCluster, width: number): string[] {
  const order = inOrder(cluster);
  const rows = memberRows(order);
  const perBlock = Math.max(2, Math.floor((width - LABEL) / LEAST));
  const [first, ...others] = order;
  if (first === undefined) return [];
  const lines: string[] = [];
  for (let from = 0; from < Math.max(1, others.length); from += perBlock - 1) {
    const shown = [first, ...others.slice(from, from + perBlock - 1)];
    lines.push(...(from === 0 ? [] : ['']), ...block({ shown, order, rows, width }));
  }
  return lines;
}

/** As they are numbered: whom the plan keeps, then the others. */
export function inOrder({ members, primary }: PlanCluster): PlanMember[] {
  return [...members.filter(({ id }) => id === primary), ...members.filter(({ id }) => id !== primary)];
}

function block(about: { shown: PlanMember[]; order: PlanMember[]; rows: MemberRow[]; width: number }): string[] {
  const { shown, order, rows, width } = about;
  const column = Math.floor((width - LABEL) / shown.length);
  const line = (label: string, cells: string[]): string =>
    `${padded(label, LABEL)}${cells.map((cell) => padded(cell, column)).join('')}`.trimEnd();
  const heads = shown.map((one, at) => `${order.indexOf(one) + 1} ${one.id}${at === 0 ? ' kept' : ''}`);
  return [
    line('', heads),
    ...rows.flatMap(({ field, differs, values }) => {
      const cells = shown.map(({ id }) => wrapText(values.get(id) || '-', { width: column - 2 }));
      const height = Math.max(...cells.map((parts) => parts.length));
      return Array.from({ length: height }, (_, at) =>
        line(
          at === 0 ? `${differs ? '≠' : ' '} ${field}` : '',
          cells.map((parts) => parts[at] ?? ''),
        ),
      );
    }),
  ];
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}
