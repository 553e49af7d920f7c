import { EventEmitter } from 'node:events';

const ESCAPE = '\x1b';
/** A command to the terminal, or a letter. */
const PARTS = new RegExp(`${ESCAPE}\\[\\??\\d*[a-zA-Z]|[^${ESCAPE}]`, 'gu');
const UP = new RegExp(`^${ESCAPE}\\[(\\d+)A$`);

/** As much of a terminal as our display uses: it keeps rows of cells, scrolls, and wraps anew when its width changes. */
export class Screen extends EventEmitter {
  columns: number;
  rows: number;
  /** What stands on the screen and above it, and which rows go on in the next one. */
  #lines: { text: string; wraps: boolean }[] = [{ text: '', wraps: false }];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): boolean {
    for (const [part] of text.matchAll(PARTS)) this.#take(part);
    return true;
  }

  /** All that a person sees or can scroll to, without empty rows at the end. */
  text(): string[] {
    const rows = this.#lines.map((line) => line.text.trimEnd());
    while (rows.at(-1) === '') rows.pop();
    return rows;
  }

  resize(columns: number): void {
    const whole: string[] = [];
    let goesOn = false;
    let cursor = 0;
    for (const [index, { text, wraps }] of this.#lines.entries()) {
      if (goesOn) whole[whole.length - 1] += text;
      else whole.push(text);
      if (index === this.#row) cursor = whole.length - 1;
      goesOn = wraps;
    }
    this.#lines = [];
    for (const [index, text] of whole.entries()) {
      if (index === cursor) this.#row = this.#lines.length;
      const cells = [...text];
      do {
        const part = cells.splice(0, columns).join('');
        this.#lines.push({ text: part, wraps: cells.length > 0 });
      } while (cells.length > 0);
    }
    this.columns = columns;
    this.emit('resize');
  }

  #take(part: string): void {
    const line = this.#lines[this.#row] ?? { text: '', wraps: false };
    const up = UP.exec(part);
    if (up) this.#row = Math.max(this.#row - Number(up[1]), this.#lines.length - this.rows, 0);
    else if (part === '\x1b[K') line.text = [...line.text].slice(0, this.#column).join('');
    else if (part === '\x1b[J') {
      line.text = [...line.text].slice(0, this.#column).join('');
      this.#lines.length = this.#row + 1;
    } else if (part === '\r') this.#column = 0;
    else if (part === '\n') this.#down(false);
    else if (!part.startsWith('\x1b')) this.#put(line, part);
  }

  #put(line: { text: string; wraps: boolean }, cell: string): void {
    if (this.#column >= this.columns) {
      line.wraps = true;
      this.#down(true);
      this.#put(this.#lines[this.#row] ?? { text: '', wraps: false }, cell);
      return;
    }
    const cells = [...line.text.padEnd(this.#column)];
    cells[this.#column] = cell;
    line.text = cells.join('');
    this.#column += 1;
  }

  #down(wrapped: boolean): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push({ text: '', wraps: false });
    if (wrapped) return;
    const before = this.#lines[this.#row - 1];
    if (before) before.wraps = false;
  }
}
