import { createInterface } from 'node:readline';
import { confirm, isCancel } from '@clack/prompts';
import { printableText } from '../../contacts/words/printable.ts';
import { UsageError } from './usage-error.ts';

/** Throws UsageError where nobody can be asked and `--yes` was not given. */
export function requireAnswer({ yes }: { yes: boolean }): void {
  if (yes || (process.stdin.isTTY && process.stderr.isTTY)) return;
  throw new UsageError('This is no terminal, so nobody can be asked: give --yes to go on without a question');
}

/** A person's answer; null when it was Ctrl-C. */
export async function ask(question: string): Promise<boolean | null> {
  const answer = await confirm({ message: printableText(question), initialValue: false, output: process.stderr });
  return isCancel(answer) ? null : answer;
}

/** A line that a person, or a pipe, gives; null when there is none any more, or Ctrl-C. */
export async function askText(question: string): Promise<string | null> {
  process.stderr.write(`${printableText(question)}\n`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string | null>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(null));
      lines.once('SIGINT', () => resolve(null));
    });
  } finally {
    lines.close();
  }
}
