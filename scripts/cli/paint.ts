import type { Env } from '../../config/variables.ts';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const CODES: Record<Style, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

export const plain: Paint = (_style, text) => text;

export const colored: Paint = (style, text) => `\x1b[${CODES[style][0]}m${text}\x1b[${CODES[style][1]}m`;

/** Colour only where a person looks and has not asked for none: https://no-color.org */
export function isColored(out: { isTTY?: boolean }, env: Env = process.env): boolean {
  return out.isTTY === true && !env.NO_COLOR;
}

export function painter(out: { isTTY?: boolean }, env: Env = process.env): Paint {
  return isColored(out, env) ? colored : plain;
}
