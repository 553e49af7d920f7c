/** What a person types, key by key: a plain terminal is all it takes. */
export interface Keys {
  /** The next key; null when there is none any more, or it was Ctrl-C or Ctrl-D. */
  key(): Promise<string | null>;
  /** A line, shown as it is typed; null as for a key, or Esc. */
  line(question: string): Promise<string | null>;
  close(): void;
}

const ENDS = new Set(['\u0003', '\u0004']);

export function openKeys(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Keys {
  const typed: string[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  const take = (chunk: string): void => {
    typed.push(...chunk);
    wake();
  };
  const end = (): void => {
    isOver = true;
    wake();
  };
  input.setEncoding('utf8');
  input.setRawMode(true);
  input.on('data', take).on('end', end).resume();
  const key = async (): Promise<string | null> => {
    while (typed.length === 0 && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const next = typed.shift();
    return next === undefined || ENDS.has(next) ? null : next;
  };
  return {
    key,
    line: async (question) => {
      output.write(question);
      let text = '';
      for (;;) {
        const next = await key();
        if (next === null || next === '\u001b' || next === '\r' || next === '\n') {
          output.write('\n');
          return next === '\r' || next === '\n' ? text.trim() : null;
        }
        if (next === '\u007f' || next === '\b') {
          if (text !== '') output.write('\b \b');
          text = text.slice(0, -1);
        } else if (next >= ' ') {
          text += next;
          output.write(next);
        }
      }
    },
    close: () => {
      input.off('data', take).off('end', end).setRawMode(false);
      input.pause();
    },
  };
}
