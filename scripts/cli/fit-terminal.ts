import { columnsOf } from '../../contacts/words/wrap-text.ts';

/** What moves the cursor or clears: whoever writes that has laid it out already. Colours alone do not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them.
const DRAWN = /\r|\u001b(?!\[[\d;]*m)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const COLOUR = /\u001b\[[\d;]*m/g;
/** A command line, in quotes or up to the end of its sentence: one that is broken cannot be copied. */
const COMMAND =
  /'(?:npm run|\.\/scripts\/)[^']*'|(?:npm run|temporal operator|docker compose|\.\/scripts\/\S+) .*?(?=;|, |\. |\)| {3}|$)/g;
const KEPT_BLANK = '\u{e000}';

/** From now on, lines that are wider than the terminal are broken at blanks. */
export function fitTerminal(stream: NodeJS.WriteStream): void {
  if (!stream.isTTY) return;
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  stream.write = ((chunk: unknown, ...more: unknown[]) =>
    write(typeof chunk === 'string' ? fitted(chunk, stream.columns) : chunk, ...more)) as typeof stream.write;
}

/** The same text in lines of no more than so many columns, as far as there are blanks outside of commands. JSON and drawings stay. */
export function fitted(text: string, columns: number): string {
  if (!(columns >= 20) || DRAWN.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns || /^[[{]/.test(line) ? line : broken(line, columns)))
    .join('\n');
}

/** What follows stands below the text of its row, where the line is `Name   text`, else below its own beginning. */
function broken(line: string, columns: number): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const [row = ''] = /^ *\S+(?: \S+)* {2,}(?=\S)/.exec(line) ?? [];
  const hanging = ' '.repeat(row !== '' && row.length <= columns / 2 ? row.length : indent.length);
  const words = line.slice(indent.length).replaceAll(COMMAND, (found) => found.replaceAll(' ', KEPT_BLANK));
  const lines: string[] = [];
  let last = indent;
  let isEmpty = true;
  for (const word of words.split(' ')) {
    const longer = isEmpty ? last + word : `${last} ${word}`;
    if (isEmpty || widthOf(longer) <= columns) last = longer;
    else {
      lines.push(last.trimEnd());
      last = hanging + word;
    }
    isEmpty = false;
  }
  return [...lines, last].join('\n').replaceAll(KEPT_BLANK, ' ');
}

function widthOf(text: string): number {
  return columnsOf(text.replaceAll(COLOUR, ''));
}
