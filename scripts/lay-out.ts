import { styleText } from 'node:util';
import type { StatusLine } from './status-line.ts';

/** How a display is drawn. */
export interface Look {
  /** Longest line; longer ones go on below, further in. */
  columns: number;
  color: boolean;
}

/** What goes to a program or a file. */
export const PLAIN: Look = { columns: Number.POSITIVE_INFINITY, color: false };

const COLORS = { bad: 'red', waiting: 'yellow' } as const;

/** The look that fits where the text goes to: colours only on a terminal, and never where NO_COLOR is set. */
export function lookOf(out: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv = process.env): Look {
  if (!isTerminal(out, env)) return PLAIN;
  return { columns: (out.columns || 80) - 1, color: !env.NO_COLOR };
}

/** Whether lines can be drawn over. A dumb terminal only prints. */
export function isTerminal(out: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return out.isTTY === true && env.TERM !== 'dumb';
}

/** Lines as they are printed: broken between words where they are too long, and painted. */
export function layOut(lines: StatusLine[], { columns, color }: Look): string[] {
  return lines.flatMap(({ text, tone }) => {
    const broken = breakLine(text, columns);
    if (!color || tone === undefined) return broken;
    return broken.map((part) => styleText(COLORS[tone], part, { validateStream: false }));
  });
}

function breakLine(text: string, columns: number): string[] {
  const indent = `${/^ */.exec(text)?.[0] ?? ''}  `;
  const parts: string[] = [];
  let rest = text.trimEnd();
  while (widthOf(rest) > columns) {
    const room = [...rest].slice(0, columns + 1).join('');
    const space = room.lastIndexOf(' ');
    const isWord = space < 0 || room.slice(0, space).trim() === '';
    const at = isWord ? [...rest].slice(0, Math.max(1, columns)).join('').length : space;
    parts.push(rest.slice(0, at).trimEnd());
    const next = rest.slice(at).trimStart();
    rest = columns > 2 * indent.length ? `${indent}${next}` : next;
  }
  return [...parts, rest];
}

function widthOf(text: string): number {
  return [...text].length;
}
