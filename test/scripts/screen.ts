/** What a person sees in the end, and every line that was ever on the screen. */
export interface Seen {
  /** Without empty lines at the end. */
  screen: string[];
  everShown: Set<string>;
}

/** Controls that our displays use (moving up, erasing, colours, drawing at once), or a character. */
const CONTROL = new RegExp(`${'\u001b'}\\[(\\??)([\\d;]*)([A-Za-z])|[\\s\\S]`, 'gu');

/** Plays what a terminal was sent on a screen that is as long as it needs to be. Throws where it meets a control that it does not know. */
export function playOnScreen(sent: string, { columns }: { columns: number }): Seen {
  const lines: string[][] = [[]];
  const everShown = new Set<string>();
  let row = 0;
  let column = 0;
  const lineAt = (at: number): string[] => {
    while (lines.length <= at) lines.push([]);
    return lines[at] ?? [];
  };
  const newLine = (): void => {
    everShown.add(lineAt(row).join('').trimEnd());
    row += 1;
    lineAt(row);
  };
  for (const [found, isPrivate, amount = '', kind] of sent.matchAll(CONTROL)) {
    if (kind === undefined) {
      if (found === '\r') column = 0;
      else if (found === '\n') newLine();
      else {
        if (column === columns) {
          newLine();
          column = 0;
        }
        const line = lineAt(row);
        while (line.length < column) line.push(' ');
        line[column] = found;
        column += 1;
      }
    } else if (kind === 'A') row = Math.max(0, row - Number(amount || 1));
    else if (kind === 'K') lineAt(row).length = Math.min(lineAt(row).length, column);
    else if (kind === 'J') {
      lines.length = row + 1;
      lineAt(row).length = Math.min(lineAt(row).length, column);
    } else if (!isPrivate && kind !== 'm')
      throw new Error(`A control that this screen does not know: ${JSON.stringify(found)}`);
  }
  const screen = lines.map((line) => line.join('').trimEnd());
  while (screen.at(-1) === '') screen.pop();
  return { screen, everShown };
}
