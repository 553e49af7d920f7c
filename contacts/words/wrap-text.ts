const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

/** Breaks a text at blanks so that no line is wider; a word that is too wide by itself is cut. */
export function wrapText(text: string, options: { width: number; indent?: string; hanging?: string }): string[] {
  const { width, indent = '', hanging = indent } = options;
  const lines: string[] = [];
  let line = indent;
  let hasWord = false;
  const next = (): void => {
    lines.push(line);
    line = hanging;
    hasWord = false;
  };
  for (const word of text.split(' ')) {
    if (hasWord && columnsOf(`${line} ${word}`) > width) next();
    else if (hasWord) line += ' ';
    for (const piece of piecesOf(word, width - columnsOf(hanging))) {
      if (hasWord && columnsOf(line + piece) > width) next();
      line += piece;
      hasWord = true;
    }
  }
  return [...lines, line];
}

/** How many columns of a terminal it takes. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (/\p{Mn}/u.test(one) ? 0 : WIDE.test(one) ? 2 : 1), 0);
}

/** The word itself where it fits on a line, else its characters. */
function piecesOf(word: string, room: number): string[] {
  return columnsOf(word) <= room ? [word] : [...word];
}
