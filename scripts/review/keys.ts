/** What a person types, key by key: a plain terminal is all it takes. */
export interface Keys {
  /** The next key; null when there is none any more, or it was Ctrl-C or Ctrl-D. */
  key(): Promise<string | null>;
  /** A line, shown as it is typed; null as for a key, or Esc. */
  line(question: string): Promise<string | null>;
  /** What was typed so far and not yet taken counts no more: it was meant for what was on the screen then. Who wants to leave still does. */
  forget(): void;
  close(): void;
}

const ENDS = new Set(['\u0003', '\u0004']);
const LEAVES = new Set([...ENDS, 'q']);

const ESC = '\u001b';
/** What a terminal sends for an arrow or a function key: letters of it are no keys of ours. */
const SEQUENCE = new RegExp(`${ESC}(?:\\[[0-9;?]*[@-~]|O[A-Za-z])`, 'g');
/** One that has not come whole: over a network it may arrive in pieces. */
const BEGUN = new RegExp(`${ESC}(?:\\[[0-9;?]*|O)?$`);
/** What comes later than this after Esc was typed by itself. */
const PIECES_MS = 50;

export function openKeys(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Keys {
  const typed: string[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  let begun = '';
  let waiting: NodeJS.Timeout | undefined;
  const give = (text: string): void => {
    begun = '';
    typed.push(...text.replace(SEQUENCE, ''));
    wake();
  };
  const take = (chunk: string): void => {
    clearTimeout(waiting);
    const text = begun + chunk;
    const at = BEGUN.exec(text)?.index ?? text.length;
    give(text.slice(0, at));
    begun = text.slice(at);
    if (begun !== '') waiting = setTimeout(() => give(begun), PIECES_MS);
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
        if (next === null || next === ESC || next === '\r' || next === '\n') {
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
    forget: () => {
      typed.splice(0, typed.length, ...typed.filter((one) => LEAVES.has(one)));
    },
    close: () => {
      clearTimeout(waiting);
      input.off('data', take).off('end', end).setRawMode(false);
      input.pause();
    },
  };
}
