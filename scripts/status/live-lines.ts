import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { mask } from '../../log/mask.ts';

type Terminal = Pick<WriteStream, 'write' | 'columns' | 'rows' | 'on' | 'off'>;

export interface LiveLines {
  /** Draws lines in place of those before. They are asked for again when the terminal changes its size. */
  show(lines: (columns: number) => string[]): void;
  /** Takes the last lines away and ends. */
  clear(): void;
}

/** Terminals that know these show what is between them at once; others ignore them. */
const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';
const REST_OF_LINE = '\x1b[K';
const ALL_BELOW = '\x1b[J';

/** A few lines on a terminal that change in place: written over, not erased first, so that nothing flickers. */
export function liveLines(out: Terminal): LiveLines {
  let shown: string[] = [];
  let drawnAt = 0;
  let last: (columns: number) => string[] = () => [];
  const draw = (): void => {
    const { columns, rows } = sizeOf(out);
    const lines = shorten(last(columns - 1), { columns, rows });
    if (columns === drawnAt && lines.join('\n') === shown.join('\n')) return;
    out.write(
      BEGIN +
        back(shown, { columns, rows }) +
        lines.map((line) => `${line}${REST_OF_LINE}\n`).join('') +
        ALL_BELOW +
        END,
    );
    shown = lines;
    drawnAt = columns;
  };
  out.on('resize', draw);
  return {
    show: (lines) => {
      last = lines;
      draw();
    },
    clear: () => {
      out.off('resize', draw);
      out.write(back(shown, sizeOf(out)) + ALL_BELOW);
      shown = [];
    },
  };
}

interface Size {
  columns: number;
  rows: number;
}

/** A terminal that does not know its size has 80 by 24. */
function sizeOf({ columns, rows }: Terminal): Size {
  return { columns: columns || 80, rows: rows || 24 };
}

/** What would scroll or wrap could not be taken away again. */
function shorten(lines: string[], { columns, rows }: Size): string[] {
  const masked = lines.map((line) => mask(line));
  const most = Math.max(1, rows - 1);
  const kept = masked.length <= most ? masked : [...masked.slice(0, most - 1), '…'];
  return kept.map((line) => (widthOf(line) < columns ? line : cut(line, columns - 1)));
}

/** To the first of the lines shown. A terminal that became narrower has wrapped them. */
function back(shown: string[], { columns, rows }: Size): string {
  const taken = shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
  const up = Math.min(taken, rows - 1);
  return up > 0 ? `\r\x1b[${up}A` : '';
}

function widthOf(line: string): number {
  return [...stripVTControlCharacters(line)].length;
}

/** Without its colour: half of a painted line would paint all that follows. */
function cut(line: string, columns: number): string {
  return [...stripVTControlCharacters(line)].slice(0, columns).join('');
}
