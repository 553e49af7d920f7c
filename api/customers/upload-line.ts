/** A line of an upload: a record to be checked, or what is wrong with the line. */
export type UploadLine = { line: number; value: unknown } | LineProblem;

export interface LineProblem {
  /** Where the record starts, from 1. */
  line: number;
  /** The field at fault; null where the line as a whole is. */
  column: string | null;
  /** In words, without the value. */
  problem: string;
}

/** To be thrown where lines behind it cannot be told apart any more: the upload as a whole is not taken. */
export class UploadUnreadable extends Error {
  override readonly name = 'UploadUnreadable';
  readonly at: LineProblem;

  constructor(at: LineProblem) {
    super(at.problem);
    this.at = at;
  }
}
