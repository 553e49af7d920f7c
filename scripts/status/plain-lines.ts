import { printable } from '../../contacts/words/printable.ts';
import { mask } from '../../log/mask.ts';

export interface PlainLines {
  /** Prints the text, if its key is another one than that of the line before, and that is some seconds ago. */
  show(line: { key: string; text: string }): void;
}

/** How often a changed line is printed where it cannot be replaced. */
const EVERY_MS = 3000;

/** A line now and then, for a log or a pipe. What comes too soon is left out: the next look shows what has become of it. */
export function plainLines(
  out: Pick<NodeJS.WritableStream, 'write'>,
  now: () => number = () => performance.now(),
): PlainLines {
  let printed = '';
  let last = Number.NEGATIVE_INFINITY;
  return {
    show: ({ key, text }) => {
      if (key === printed || now() - last < EVERY_MS) return;
      out.write(`${mask(printable(text))}\n`);
      printed = key;
      last = now();
    },
  };
}
