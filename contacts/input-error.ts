export interface InputProblem {
  /** File name as a person knows it. */
  file: string;
  line?: number | undefined;
  /** Counted in characters from 1. */
  column?: number | undefined;
  /** What is wrong. */
  problem: string;
  /** What to do about it. */
  todo?: string | undefined;
}

/** An input file as a whole cannot be used. Scripts print the message and exit 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor({ file, line, column, problem, todo }: InputProblem, options?: ErrorOptions) {
    const place = [file, line === undefined ? '' : ` line ${line}`, column === undefined ? '' : `, column ${column}`];
    super(`${place.join('')}: ${problem}${todo === undefined ? '' : `; ${todo}`}`, options);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
