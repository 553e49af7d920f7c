/** One line that changes: in place on a terminal, elsewhere a line now and then. */
export interface LiveLine {
  show(text: string): void;
  /** The last text stays; what follows begins on a line of its own. */
  end(): void;
}

/** How often a changed line is printed where it cannot be replaced. */
const EVERY_MS = 5000;

export function liveLine(out: NodeJS.WriteStream): LiveLine {
  let shown = '';
  let printed = '';
  let last = Number.NEGATIVE_INFINITY;
  const print = (text: string): void => {
    out.write(`  ${text}\n`);
    printed = text;
    last = performance.now();
  };
  return {
    show: (text) => {
      shown = text;
      if (out.isTTY) out.write(`\r\x1b[2K  ${text}`);
      else if (text !== printed && performance.now() - last >= EVERY_MS) print(text);
    },
    end: () => {
      if (out.isTTY && shown !== '') out.write('\n');
      else if (shown !== printed) print(shown);
      shown = '';
      printed = '';
    },
  };
}
