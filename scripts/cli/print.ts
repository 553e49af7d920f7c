import { printableJson, printableText } from '../../contacts/words/printable.ts';
import { mask } from '../../log/mask.ts';

export interface Result {
  json: boolean;
  value: object;
  text: string;
  /** The text is laid out already, perhaps in colour: each of its lines was made printable before. */
  isLaidOut?: boolean;
}

/** One result on stdout: an object for programs or masked text for people. Nothing of it moves a terminal's cursor. */
export function print({ json, value, text, isLaidOut = false }: Result): void {
  const shown = json ? printableJson(value) : mask(isLaidOut ? text : printableText(text));
  process.stdout.write(`${shown}\n`);
}

/** A line beside the result, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${mask(printableText(text))}\n`);
}
