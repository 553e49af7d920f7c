import type { WriteStream } from 'node:tty';
import { mask } from '../log/mask.ts';

export interface LiveLines {
  /** Shows the text in place of the one before; elsewhere than on a terminal, below it when it differs. */
  show(text: string): void;
  /** Takes the last text away, on a terminal. */
  clear(): void;
}

/** A few lines on stderr that change in place. */
export function liveLines(out: WriteStream = process.stderr): LiveLines {
  let shown = 0;
  let last = '';
  const erase = (): string => (shown > 0 ? `\x1b[${shown}A\x1b[J` : '');
  return {
    show: (text) => {
      const masked = mask(text);
      if (masked === last) return;
      last = masked;
      const lines = out.isTTY ? cut(masked.split('\n'), out) : [masked];
      out.write(`${out.isTTY ? erase() : ''}${lines.join('\n')}\n`);
      shown = lines.length;
    },
    clear: () => {
      if (out.isTTY) out.write(erase());
      shown = 0;
    },
  };
}

/** What would scroll or wrap could not be taken away again. A terminal that does not know its size has 80 by 24. */
function cut(lines: string[], { columns, rows }: WriteStream): string[] {
  const most = (rows || 24) - 1;
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), '…'];
  return kept.map((line) => [...line].slice(0, (columns || 80) - 1).join(''));
}
