import { parseArgs } from 'node:util';
import { findRun } from '../../control/find-run.ts';
import { type Control, withControl } from '../../control/open-control.ts';
import type { Run } from '../../store/runs/runs.ts';
import { fail } from './fail.ts';
import { print, say } from './print.ts';
import { RUN_OPTIONS, runNamed, settings } from './run-args.ts';
import { whoseText } from './whose-text.ts';

export interface RunVerb<Name extends string> {
  help: string;
  /** Options of this verb alone, by name. */
  options?: Record<Name, { type: 'string'; default: string }>;
  /** It lets merges go on: the CRM is asked, where nobody knows, whose the token is, and a person reads whose contacts it is about. */
  asks?: boolean;
  /** Says it to the run. `value` is for programs, `text` for people. */
  act(said: Control & { run: Run; options: Record<Name, string> }): Promise<{ value: object; text: string }>;
}

/** A whole script that says one word to a run and prints one result. */
export async function runVerb<Name extends string = never>({
  help,
  options,
  asks = false,
  act,
}: RunVerb<Name>): Promise<void> {
  try {
    const { values, positionals } = parseArgs({ options: { ...options, ...RUN_OPTIONS }, allowPositionals: true });
    if (values.help) {
      process.stdout.write(help);
      return;
    }
    const name = runNamed(values.run, positionals);
    await withControl(settings(), async (control) => {
      const run = await findRun({ ...control, id: name, asks });
      if (asks) say(whoseText(run));
      const { value, text } = await act({ ...control, run, options: values as Record<Name, string> });
      print({ json: values.json, value: { run: run.id, ...value }, text });
    });
  } catch (error) {
    fail(error);
  }
}
