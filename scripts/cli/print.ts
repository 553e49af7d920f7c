import { mask } from '../../log/mask.ts';

/** One result on stdout: an object for programs or masked text for people. */
export function print(result: { json: boolean; value: object; text: string }): void {
  process.stdout.write(result.json ? `${JSON.stringify(result.value)}\n` : `${mask(result.text)}\n`);
}

/** A line beside the result, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${mask(text)}\n`);
}
