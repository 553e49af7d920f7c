import { printable } from '../../contacts/words/printable.ts';
import { wrapText } from '../../contacts/words/wrap-text.ts';
import { colored, isColored, plain } from '../cli/paint.ts';

/** A line of the display. Most have no tone: colour is for what a person must see. */
export interface StatusLine {
  text: string;
  tone?: 'bad' | 'waiting';
}

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
  return { columns: (out.columns || 80) - 1, color: isColored(out, env) };
}

/** Whether lines can be drawn over. A dumb terminal only prints. */
export function isTerminal(out: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return out.isTTY === true && env.TERM !== 'dumb';
}

/** Lines as they are printed: broken between words where they are too long, and painted. */
export function layOut(lines: StatusLine[], { columns, color }: Look): string[] {
  const paint = color ? colored : plain;
  return lines.flatMap(({ text, tone }) => {
    // What is not ours may be in any line.
    const broken = breakLine(printable(text), columns);
    return tone === undefined ? broken : broken.map((part) => paint(COLORS[tone], part));
  });
}

/** Where there is hardly room for words, lines are not moved in. */
function breakLine(text: string, columns: number): string[] {
  const before = /^ */.exec(text)?.[0] ?? '';
  const isNarrow = columns <= 2 * (before.length + 2);
  const [indent, hanging] = isNarrow ? ['', ''] : [before, `${before}  `];
  return wrapText(text.trim(), { width: columns, indent, hanging }).map((line) => line.trimEnd());
}
